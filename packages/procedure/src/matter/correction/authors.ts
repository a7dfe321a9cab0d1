import type { JsonObject } from '@juece/kernel'
import type { Placed } from '../../history/entry.ts'
import type { Matter } from '../state.ts'
import type { Voice } from './state.ts'

/** 作者 · Every recorded entry of an official is his, and what members said in it stays theirs. */
export function withAuthor(matter: Matter, { position, entry }: Placed): Matter {
  const { by, outcome, command } = entry
  if (outcome.kind === 'refused' || !('official' in by)) return matter
  const { authored, voices } = matter.corrections
  const said = voicesIn(command, position)
  return {
    ...matter,
    corrections: {
      ...matter.corrections,
      authored: { ...authored, [by.official]: [...(authored[by.official] ?? []), position] },
      voices: said.length === 0 ? voices : [...voices, ...said],
    },
  }
}

// 第三十条第三款、第三十八条第三款: stances and dissents belong to the member, whoever wrote them down.
function voicesIn(command: JsonObject, position: number): readonly Voice[] {
  switch (command['type']) {
    case 'RecordStance':
    case 'ReadWrittenView':
    case 'DeclareRecusal':
      return memberOf(command).map((member) => ({ position, path: '', member }))
    case 'EnterTranscript':
      return listed(command, 'speeches', position)
    case 'SignMinutes':
      return listed(command, 'dissents', position)
    default:
      return []
  }
}

function listed(command: JsonObject, name: string, position: number): readonly Voice[] {
  const items = command[name]
  if (!Array.isArray(items)) return []
  return items.flatMap((item, index) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? memberOf(item as JsonObject).map((member) => ({
          position,
          path: `${name}.${index}`,
          member,
        }))
      : [],
  )
}

function memberOf({ member }: JsonObject): readonly string[] {
  return typeof member === 'string' ? [member] : []
}
