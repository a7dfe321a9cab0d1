/** Runs a real workflow bundle in the real sandbox without a server, in virtual time. */
import {
  defaultFailureConverter as failures,
  defaultPayloadConverter as payloads,
  TypedSearchAttributes,
} from '@temporalio/common'
import protos, { type coresdk, type temporal } from '@temporalio/proto'
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js'
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js'
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js'
import Long from 'long'

const { WorkflowActivation } = protos.coresdk.workflow_activation
type Job = coresdk.workflow_activation.IWorkflowActivationJob
type Command = coresdk.workflow_commands.IWorkflowCommand
type Payload = temporal.api.common.v1.IPayload
type Activity = coresdk.workflow_commands.IScheduleActivity

export interface Nudge {
  readonly signal: string
  readonly args?: readonly unknown[]
  /** Payloads as they stand, for nudges no honest sender would make. */
  readonly raw?: readonly Payload[]
}
export interface Happening {
  readonly atMs: number
  /** Changes the record, and returns the nudge that follows, or nothing if it is lost. */
  readonly happens: () => Nudge | undefined
}
export type Hand = (ask: never, when: { nowMs: number; local: boolean }) => unknown
export interface Given {
  readonly type: string
  readonly input: unknown
  readonly startMs: number
  readonly script: readonly Happening[]
  /** Stops the clock here, to look at what is waited for. */
  readonly untilMs?: number
  /** A query put to the workflow where it waits. */
  readonly asks?: string
}

export async function makeDriver(bundle: string, hands: Record<string, Hand>) {
  const names = new Set(Object.keys(hands))
  // No time limit on an activation: its watchdog costs more than the activation.
  const noLimit = undefined as never
  const creator = await ReusableVMWorkflowCreator.create(parseWorkflowCode(bundle), noLimit, names)
  let runs = 0

  return async (given: Given) => {
    const seed = Long.fromInt(7)
    const runId = `run-${(runs += 1)}`
    const start = new Date(given.startMs)
    const ids = { workflowType: given.type, workflowId: 'w', attempt: 1 }
    const workflow = await creator.createWorkflow({
      info: {
        ...ids,
        runId,
        firstExecutionRunId: runId,
        originalExecutionRunId: runId,
        namespace: 'default',
        taskQueue: 'q',
        taskTimeoutMs: 10_000,
        searchAttributes: {},
        typedSearchAttributes: new TypedSearchAttributes(),
        historyLength: 3,
        historySize: 0,
        continueAsNewSuggested: false,
        targetWorkerDeploymentVersionChanged: false,
        startTime: start,
        runStartTime: start,
        unsafe: { isReplaying: false, isReplayingHistoryEvents: false, now: Date.now } as never,
      },
      randomnessSeed: seed.toBytes(),
      now: given.startMs,
      showStackTraceSources: false,
    })
    const args = [payloads.toPayload(given.input)]
    const first = { initializeWorkflow: { ...ids, arguments: args, randomnessSeed: seed } }
    const run = new Run(workflow, runId, hands, given, first)
    try {
      const ended = await run.goes()
      const isAsked = given.asks !== undefined && ended.how === 'waits'
      return { ...ended, answer: isAsked ? await run.answers(given.asks ?? '') : undefined }
    } finally {
      await workflow.dispose()
    }
  }
}

class Run {
  readonly trace: string[] = []
  readonly count = { tasks: 0, events: 1, activations: 0, payloadBytes: 0 }
  readonly #timers = new Map<number, number>()
  readonly #workflow: Workflow
  readonly #runId: string
  readonly #hands: Record<string, Hand>
  readonly #script: Happening[]
  readonly #untilMs: number
  #nowMs: number
  #jobs: Job[]
  #isNewTask = true

  constructor(
    workflow: Workflow,
    runId: string,
    hands: Record<string, Hand>,
    given: Given,
    first: Job,
  ) {
    this.#workflow = workflow
    this.#runId = runId
    this.#hands = hands
    this.#script = [...given.script].sort((a, b) => a.atMs - b.atMs)
    this.#untilMs = given.untilMs ?? Infinity
    this.#nowMs = given.startMs
    this.#jobs = [first]
  }

  async goes() {
    for (;;) {
      if (this.#jobs.length === 0 && !this.#wakes()) return this.#ends('waits')
      const { failed, successful } = await this.#activates()
      // A failed task is tried again for ever in production: that matter would be stuck.
      if (failed) return this.#ends('task failed', failed.failure?.message)
      for (const command of successful?.commands ?? []) {
        const end = await this.#obeys(command)
        if (end) return end
      }
    }
  }

  /** Jumps to the next happening or timer, whichever comes first. */
  #wakes(): boolean {
    for (;;) {
      const [seq, dueMs] = [...this.#timers].sort((a, b) => a[1] - b[1])[0] ?? [0, Infinity]
      const next = this.#script[0]
      const nextMs = next?.atMs ?? Infinity
      if (Math.min(dueMs, nextMs) > this.#untilMs || (!next && dueMs === Infinity)) return false
      this.#nowMs = Math.max(this.#nowMs, Math.min(dueMs, nextMs))
      this.#isNewTask = true
      if (dueMs < nextMs) {
        this.#timers.delete(seq)
        this.#jobs = [{ fireTimer: { seq } }]
        return this.#notes(1, 'timer fired')
      }
      this.#script.shift()
      const nudge = next?.happens()
      if (!nudge) continue
      const input = [...(nudge.raw ?? nudge.args?.map((arg) => payloads.toPayload(arg)) ?? [])]
      this.#jobs = [{ signalWorkflow: { signalName: nudge.signal, input, identity: 'test' } }]
      return this.#notes(1, 'nudge')
    }
  }

  /** A query leaves no event and moves nothing. */
  async answers(queryType: string): Promise<unknown> {
    this.#isNewTask = false
    this.#jobs = [{ queryWorkflow: { queryId: 'q', queryType, arguments: [] } }]
    const { failed, successful } = await this.#activates()
    const told = successful?.commands?.map(({ respondToQuery }) => respondToQuery).find(Boolean)
    if (failed || !told?.succeeded?.response) throw new Error(`no answer to ${queryType}`)
    return payloads.fromPayload<unknown>(told.succeeded.response)
  }

  async #activates() {
    if (this.#isNewTask) {
      this.count.tasks += 1
      this.count.events += 3
    }
    this.#isNewTask = false
    this.count.activations += 1
    const seconds = Long.fromNumber(Math.floor(this.#nowMs / 1000))
    const activation = WorkflowActivation.fromObject({
      runId: this.#runId,
      timestamp: { seconds, nanos: (this.#nowMs % 1000) * 1e6 },
      isReplaying: false,
      historyLength: this.count.events,
      jobs: this.#jobs,
    })
    this.#jobs = []
    return await this.#workflow.activate(activation)
  }

  async #obeys(command: Command) {
    if (command.scheduleLocalActivity) await this.#acts(command.scheduleLocalActivity, true)
    if (command.scheduleActivity) await this.#acts(command.scheduleActivity, false)
    if (command.startTimer) {
      const { seq, startToFireTimeout: wait } = command.startTimer
      const waitMs = Number(wait?.seconds) * 1000 + Math.ceil((wait?.nanos ?? 0) / 1e6)
      this.#timers.set(seq ?? 0, this.#nowMs + waitMs)
      this.#notes(1, 'timer started')
    }
    if (command.cancelTimer) {
      this.#timers.delete(command.cancelTimer.seq ?? 0)
      this.#notes(1, 'timer cancelled')
    }
    if (command.upsertWorkflowSearchAttributes) this.#notes(1, 'attributes')
    if (command.setPatchMarker) this.#notes(2, `patch ${command.setPatchMarker.patchId}`)
    const failed = command.failWorkflowExecution
    if (failed) return this.#ends('failed', failed.failure?.message)
    if (command.continueAsNewWorkflowExecution) return this.#ends('turned over')
    if (command.completeWorkflowExecution) return this.#ends('completed')
    return undefined
  }

  async #acts(activity: Activity, isLocal: boolean) {
    const name = activity.activityType ?? ''
    const [ask] = (activity.arguments ?? []).map((arg) => payloads.fromPayload<never>(arg))
    const seq = activity.seq ?? 0
    let result: coresdk.activity_result.IActivityResolution
    try {
      const hand = this.#hands[name] ?? unknownHand
      const answer = payloads.toPayload(
        await hand(ask as never, { nowMs: this.#nowMs, local: isLocal }),
      )
      this.count.payloadBytes += answer?.data?.length ?? 0
      result = { completed: { result: answer } }
    } catch (error) {
      const cause = failures.errorToFailure(error, payloads)
      const activityFailureInfo = { activityType: { name }, activityId: String(seq) }
      result = { failed: { failure: { message: 'activity failed', cause, activityFailureInfo } } }
    }
    this.#jobs.push({ resolveActivity: { seq, isLocal, result } })
    // A local activity stays inside the task and leaves one marker; a regular one needs another.
    this.#notes(isLocal ? 1 : 3, `${isLocal ? 'local' : 'regular'} ${name}`)
    if (!isLocal) this.#isNewTask = true
  }

  #notes(events: number, line: string): true {
    this.count.events += events
    this.trace.push(line)
    return true
  }

  #ends(how: string, message?: string | null) {
    if (how !== 'waits' && how !== 'task failed') this.count.events += 1
    const timers = [...this.#timers.values()].sort((a, b) => a - b)
    const { trace, count } = this
    return { how, message, nowMs: this.#nowMs, timers, trace, count, left: this.#script }
  }
}

function unknownHand(): never {
  throw new Error('no such activity in this test')
}
