// What the worker bundles. The name under which a page is exported is the type of its workflow, for ever.
import { majorDecision as majorDecisionPage } from './major-decision/major-decision.ts'
import { yearlyCatalogue as yearlyCataloguePage } from './yearly/yearly-catalogue.ts'
import { underTemporal } from './temporal-clerk.ts'

/** 重大行政决策 · One matter from proposal to archive. */
export const majorDecision = underTemporal(majorDecisionPage)

/** 决策事项目录 · The catalogue of one organ, until the last of its years is over. */
export const yearlyCatalogue = underTemporal(yearlyCataloguePage)
