import type { Bundle } from '@juece/dossier'
import { CannotCheck } from './cannot-check.ts'
import { afterQuestions, lastQuestion, onTheRecord } from './explain/after.ts'
import type { Answer } from './explain/answer.ts'
import { materialOf } from './explain/material.ts'
import { meetingQuestions } from './explain/meeting.ts'
import { publicQuestions } from './explain/public.ts'
import { startQuestions } from './explain/start.ts'
import { redecide } from './redecide.ts'
import { says, type Says } from './says.ts'
import type { Grades, Verdict } from './verdict.ts'
import { verifyBundle, type VerifyOptions } from './verify.ts'

/** One of the twelve questions with its answer. */
export type Explained = Answer & { readonly number: number; readonly asks: Says }

/** 十二问 · What an auditor asks of a matter, answered from the bytes of a bundle and nothing else. */
export interface Explanation {
  readonly grades: Grades
  /** As `juece verify` would end. */
  readonly exit: Verdict['exit']
  readonly decidedOtherwise: readonly number[]
  readonly matters: readonly {
    readonly matter: string
    readonly title: string
    readonly stage: string
    readonly questions: readonly Explained[]
  }[]
}

const questions = [...startQuestions, ...publicQuestions, ...meetingQuestions, ...afterQuestions]

/** Answers the questions for each matter a bundle is about. */
export function explain(bundle: Bundle, options: VerifyOptions = {}): Explanation {
  const verdict = verifyBundle(bundle, options)
  const again = redecide(bundle)
  const streams = bundle.manifest.subject.filter((stream) => stream.startsWith('matter/'))
  if (streams.length === 0) {
    throw new CannotCheck(says('证据包中没有事项', 'the bundle is about no matter'))
  }
  return {
    grades: verdict.grades,
    exit: verdict.exit,
    decidedOtherwise: again.differ.map(({ position }) => position),
    matters: streams.map((stream) => {
      const material = materialOf(bundle, stream)
      return {
        matter: stream,
        title: material.matter.title,
        stage: material.stage,
        questions: [
          ...questions.map(({ number, asks, answers }) => ({
            number,
            asks,
            ...answers(material),
          })),
          { number: 12, asks: lastQuestion, ...onTheRecord(material, verdict, again) },
        ],
      }
    }),
  }
}
