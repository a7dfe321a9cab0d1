import instrumentList from '../data/instruments.json' with { type: 'json' }
import year2018 from '../data/calendars/working-days-2018.json' with { type: 'json' }
import year2019 from '../data/calendars/working-days-2019.json' with { type: 'json' }
import year2020 from '../data/calendars/working-days-2020.json' with { type: 'json' }
import year2021 from '../data/calendars/working-days-2021.json' with { type: 'json' }
import year2022 from '../data/calendars/working-days-2022.json' with { type: 'json' }
import year2023 from '../data/calendars/working-days-2023.json' with { type: 'json' }
import year2024 from '../data/calendars/working-days-2024.json' with { type: 'json' }
import year2025 from '../data/calendars/working-days-2025.json' with { type: 'json' }
import year2026 from '../data/calendars/working-days-2026.json' with { type: 'json' }
import APL from '../data/cn/APL.rules.json' with { type: 'json' }
import ARC from '../data/cn/ARC.rules.json' with { type: 'json' }
import ARCR from '../data/cn/ARCR.rules.json' with { type: 'json' }
import BIZ from '../data/cn/BIZ.rules.json' with { type: 'json' }
import DISC from '../data/cn/DISC.rules.json' with { type: 'json' }
import INV from '../data/cn/INV.rules.json' with { type: 'json' }
import JUECE from '../data/cn/JUECE.rules.json' with { type: 'json' }
import LOCAL from '../data/cn/LOCAL.rules.json' with { type: 'json' }
import LOG from '../data/cn/LOG.rules.json' with { type: 'json' }
import OGI from '../data/cn/OGI.rules.json' with { type: 'json' }
import R713 from '../data/cn/R713.rules.json' with { type: 'json' }
import SUP from '../data/cn/SUP.rules.json' with { type: 'json' }
import type { CalendarFile } from './calendar-file.ts'
import type { Instrument } from './instrument.ts'
import type { LevelFile, RuleFile } from './rule.ts'

/** The files of this package, as their types; the tests parse each of them by the strict schemas of `wire`. */
function ours<T>(file: unknown): T {
  return file as T
}

/** 全国层级 · The national level: one rule file an instrument, sorted as its digest wants them. */
export const nationalLevelFile: LevelFile = {
  instruments: ours<readonly RuleFile[]>([
    APL,
    ARC,
    ARCR,
    BIZ,
    DISC,
    INV,
    JUECE,
    LOCAL,
    LOG,
    OGI,
    R713,
    SUP,
  ]),
  jurisdiction: 'cn',
  level: 'nation',
}

/** 工作日历 · The tables of the years that are known, from the yearly notices. */
export const calendarFiles: readonly CalendarFile[] = ours<readonly CalendarFile[]>([
  year2018,
  year2019,
  year2020,
  year2021,
  year2022,
  year2023,
  year2024,
  year2025,
  year2026,
])

/** The instruments that are cited. */
export const instruments: readonly Instrument[] = ours<readonly Instrument[]>(instrumentList)

/** The national level alone, as the levels of a place without a pack of its own. */
export function nationalLevel(): readonly LevelFile[] {
  return [nationalLevelFile]
}
