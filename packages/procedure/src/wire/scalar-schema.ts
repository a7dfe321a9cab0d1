import { instant, isCalendarDate } from '@juece/kernel'
import { z } from 'zod'
import type { Scalar } from '../fields.ts'
import { noPersonalDataHere, says } from './messages.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const person = '[a-z0-9][a-z0-9.-]{0,63}'
const organ = '[a-z]{2}(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*'
const longestText = 20_000

/** The schema of a scalar field as a request writes it; `x-juece-type` tells clients what is asked. */
export const scalarSchemas: Readonly<Record<Scalar, z.ZodType>> = {
  text: marked('text', text()),
  int: marked('int', whole(Number.MIN_SAFE_INTEGER, '应为整数', 'must be a whole number')),
  bool: marked('bool', z.boolean(says('应为 true 或 false', 'must be true or false'))),
  date: marked('date', date()),
  instant: marked('instant', moment()),
  end: marked(
    'end',
    z.union([date(), moment()], says('应为日期或时刻', 'must be a date or an instant')),
  ),
  digest: marked('digest', digest()),
  committed: personal('commitment', 'text', personalText()),
  enveloped: personal('envelope', 'text', personalText()),
  personalPaper: personal('paper', 'digest', digest()),
  manifest: marked('manifest', digest()),
  draft: marked(
    'draft',
    whole(1, '应为草案版本号（1 起）', 'must be the version of a draft, from 1'),
  ),
  organ: marked(
    'organ',
    shaped(
      `^${organ}$`,
      '应为机关代码，如 cn-000000/government',
      'must be an organ, such as cn-000000/government',
    ),
  ),
  official: marked('official', officialId()),
  person: marked('person', officialId()),
  expert: marked('expert', officialId()),
  post: marked(
    'post',
    shaped('^[a-z0-9]+(-[a-z0-9]+)*$', '应为职务名', 'must be the name of a post'),
  ),
  jurisdiction: marked(
    'jurisdiction',
    shaped(
      '^[a-z]{2}(-[a-z0-9]+)*$',
      '应为行政区域代码，如 cn-000000',
      'must be a jurisdiction, such as cn-000000',
    ),
  ),
  matter: marked('matter', matter()),
  sitting: marked(
    'sitting',
    shaped(
      `^sittings/${uuid}$`,
      '应为会议场次，如 sittings/<编号>',
      'must be a sitting, sittings/<id>',
    ),
  ),
  window: marked(
    'window',
    shaped(
      `^matter/${uuid}#[1-9][0-9]*$`,
      '应为征求意见窗口，matter/<编号>#<轮次>',
      'must be a window, matter/<id>#<round>',
    ),
  ),
  entry: marked(
    'entry',
    whole(0, '应为条目位置（0 起）', 'must be the position of an entry, from 0'),
  ),
  change: marked(
    'change',
    whole(1, '应为本流中的序号（1 起）', 'must be a sequence in this stream, from 1'),
  ),
  round: marked('round', whole(1, '应为轮次（1 起）', 'must be a round, from 1')),
  proposer: marked(
    'proposer',
    z.union(
      [shaped(`^${organ}$`, '', ''), shaped(`^${person}$`, '', ''), nobody()],
      says(
        '应为机关、公职人员；公众建议写 {}，姓名等写在 contact 里',
        'must be an organ or an official; of the public {}, whose name and address stand in contact',
      ),
    ),
  ),
  nobody: marked('nobody', nobody()),
  matterOrEntry: marked(
    'matterOrEntry',
    z.union(
      [matter(), whole(0, '', '')],
      says('应为事项编号或者条目位置', 'must be the id of a matter or the position of an entry'),
    ),
  ),
}

function marked<T extends z.ZodType>(type: Scalar, schema: T): T {
  return schema.meta({ 'x-juece-type': type })
}

/** `x-juece-personal` tells clients how the value is enclosed. */
function personal<T extends z.ZodType>(form: string, type: Scalar, schema: T): T {
  return schema.meta({ 'x-juece-type': type, 'x-juece-personal': form })
}

function personalText(): z.ZodType {
  const message = says('应为不超过500字的文字', 'must be text of at most 500 characters')
  return z
    .string(message)
    .max(500, message)
    .refine((value) => value.trim() !== '' && !value.includes('\0'), message)
}

function text(): z.ZodString {
  return z
    .string(says('应为文字', 'must be text'))
    .max(longestText, says(`不得超过${longestText}字`, `must not exceed ${longestText} characters`))
}

function whole(least: number, zh: string, en: string): z.ZodType {
  const message = says(zh, en)
  return z.int(message).min(least, message)
}

function shaped(pattern: string, zh: string, en: string): z.ZodString {
  const message = says(zh, en)
  return z.string(message).regex(new RegExp(pattern), message)
}

function matter(): z.ZodString {
  return shaped(
    `^(matter/)?${uuid}$`,
    '应为事项编号（UUID）',
    'must be the id of a matter',
  ).overwrite((raw) => (raw.startsWith('matter/') ? raw : `matter/${raw}`))
}

function officialId(): z.ZodString {
  return shaped(
    `^${person}$`,
    '应为人员编号（小写字母、数字、点、连字符）',
    'must be the id of a person (lower-case letters, digits, dots, hyphens)',
  )
}

function digest(): z.ZodString {
  return shaped(
    '^sha256:[0-9a-f]{64}$',
    '应为已存文件的摘要 sha256:…（先存文件，再提交）',
    'must be the digest of a stored file, sha256:… (store the file first)',
  )
}

function date(): z.ZodType {
  const message = says('应为日期 YYYY-MM-DD', 'must be a date YYYY-MM-DD')
  return z.string(message).refine(isCalendarDate, message).meta({ format: 'date' })
}

/** Any offset may be written; the record keeps UTC with milliseconds. */
function moment(): z.ZodType {
  const message = says(
    '应为时刻，如 2026-03-09T09:00:00+08:00',
    'must be an instant, such as 2026-03-09T09:00:00+08:00',
  )
  return z
    .string(message)
    .refine((raw) => parsed(raw) !== undefined, { ...message, abort: true })
    .overwrite((raw) => parsed(raw) ?? raw)
    .meta({ format: 'date-time' })
}

function parsed(raw: string): string | undefined {
  try {
    return instant(raw)
  } catch {
    return undefined
  }
}

function nobody(): z.ZodType {
  return z.strictObject({}, { error: () => noPersonalDataHere })
}
