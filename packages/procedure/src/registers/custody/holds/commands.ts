import { a, demanded, list, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

const folder = 'registers/custody'
const door = 'custody'
const fields = {
  matters: required(list(a('matter')), ['$matter']),
  reasons: demanded(a('text'), '该事项正在接受审查，有关材料一律保留。'),
} as const

/** 保全 · While it stands, nothing of these matters is erased or destroyed. */
export const placeHold = specification({
  type: 'PlaceHold',
  event: 'HoldPlaced',
  door,
  folder,
  who: ['AR', 'superior'],
  rows: ['CU-02'],
  says: { 'zh-CN': '保全事项的材料', en: 'Place a hold on matters' },
  fields,
})

/** 解除保全. */
export const liftHold = specification({
  type: 'LiftHold',
  event: 'HoldLifted',
  door,
  folder,
  who: ['AR', 'superior'],
  rows: ['CU-02'],
  says: { 'zh-CN': '解除保全', en: 'Lift a hold' },
  fields,
})
