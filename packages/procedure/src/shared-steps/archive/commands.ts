import { a, demanded, list, object, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'archive'

/** 移交档案材料 · 第三十三条. */
export const handOverPapers = specification({
  type: 'HandOverPapers',
  event: 'PapersHandedOver',
  door: 'matter',
  folder,
  who: ['anyOrgan'],
  rows: ['MD-K01', 'MD-K02', 'MD-K05', 'CAL-11'],
  says: { 'zh-CN': '移交归档材料', en: 'Hand over papers for the dossier' },
  fields: {
    items: required(
      list(
        object({
          group: required(a('text'), '决策形成'),
          title: required(a('text'), '会议纪要'),
          document: required(a('digest')),
          carrier: required(word('paper', 'electronic', 'audioVisual')),
          created: demanded(
            object({ by: required(a('text'), '$government'), at: required(a('instant')) }),
          ),
        }),
      ),
    ),
  },
})

/** 登记拒不移交 · 档案法第十四条. */
export const recordRefusalToHandOver = specification({
  type: 'RecordRefusalToHandOver',
  event: 'RefusalToHandOverRecorded',
  door: 'matter',
  folder,
  who: ['AR'],
  rows: ['MD-K02'],
  says: { 'zh-CN': '登记拒绝移交', en: 'Record a refusal to hand over papers' },
  fields: {
    unit: required(a('organ'), '$consulted-unit.organ'),
    what: required(a('text'), '会议录音'),
    ...proof,
  },
})

/** 归档完成 · 第三十三条. */
export const closeDossier = specification({
  type: 'CloseDossier',
  event: 'DossierClosed',
  door: 'matter',
  folder,
  who: ['AR', 'UU'],
  rows: ['MD-K01', 'MD-K02', 'MD-K03', 'T49'],
  says: { 'zh-CN': '归档完成', en: 'Close the dossier' },
  fields: {
    items: demanded(
      list(
        object({
          group: required(a('text'), '决策形成'),
          title: required(a('text'), '会议纪要'),
          present: required(a('bool'), true),
        }),
      ),
    ),
    schedule: demanded(
      object({
        number: required(a('text'), '档保〔2024〕1号'),
        approvedBy: required(a('organ'), '$archivist.organ'),
      }),
    ),
    list: required(a('digest')),
  },
})
