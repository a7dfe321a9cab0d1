export {
  AttachmentTooLong,
  openAttachmentStore,
  type Attachment,
  type AttachmentStore,
} from './store.ts'
