export {
  AttachmentTooLong,
  openAttachmentStore,
  type Attachment,
  type AttachmentStore,
} from './store.ts'
export { destroyPaper, papersOfType, sweep, type Grace, type Swept } from './sweep.ts'
