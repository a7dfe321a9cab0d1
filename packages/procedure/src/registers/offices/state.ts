import type { Instant } from '@juece/kernel'
import type { StoredEvent } from '../../history/entry.ts'
import type { Succession } from './succession.ts'

/** 任职 · One official in one post. */
export interface Appointment {
  readonly official: string
  readonly subject: { readonly issuer: string; readonly sub: string }
  readonly organ: string
  readonly post: string
  readonly name?: string
  readonly institution?: string
  readonly from: Instant
  readonly until?: Instant
}

/** 代行职权 · An acting head, an acting principal, an authorised leader or a substitute. */
export interface ActingAuthority {
  readonly kind: 'actingHead' | 'actingPrincipal' | 'authorisedLeader' | 'substitute'
  readonly official: string
  readonly organ: string
  readonly post: string
  readonly scope?: readonly string[]
  readonly from: Instant
  readonly until: Instant
  readonly appointedBy: string
}

/** A change that one administrator proposed and another has not approved yet. */
export interface PendingChange {
  readonly sequence: number
  readonly proposer: string
  readonly event: StoredEvent
}

/** 任职 register of a jurisdiction, folded. */
export interface Offices {
  readonly jurisdiction: string
  /** Nothing but founding entries stands in the stream. */
  readonly isFounding: boolean
  readonly appointments: readonly Appointment[]
  readonly acting: readonly ActingAuthority[]
  readonly pending: readonly PendingChange[]
  /** 机构沿革. */
  readonly successions: readonly Succession[]
}

/** Nobody holds anything yet. */
export function noOffices(jurisdiction: string): Offices {
  return {
    jurisdiction,
    isFounding: true,
    appointments: [],
    acting: [],
    pending: [],
    successions: [],
  }
}

/** Whether the official holds the post at the instant. */
export function holds(
  offices: Offices,
  official: string,
  organ: string,
  post: string,
  at: Instant,
): boolean {
  return offices.appointments.some(
    (held) =>
      held.official === official &&
      held.organ === organ &&
      held.post === post &&
      isRunning(held, at),
  )
}

/** The acting authorities of an official at the instant. */
export function actsFor(
  offices: Offices,
  official: string,
  at: Instant,
): readonly ActingAuthority[] {
  return offices.acting.filter((acting) => acting.official === official && isRunning(acting, at))
}

/** From its first instant to the one before its end (SoD-23). */
export function isRunning(
  span: { readonly from: Instant; readonly until?: Instant },
  at: Instant,
): boolean {
  return span.from <= at && (span.until === undefined || at < span.until)
}
