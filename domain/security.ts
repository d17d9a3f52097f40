import { type Actor, actorParts, candidateActor, VISITOR } from './actor.ts';
import type { Instant } from './time.ts';

/** The closed list of what the security log holds. Sign-ins that succeed are in the audit log. */
export const SECURITY_EVENTS = [
  /** An account, or a password, that did not fit. */
  'signInFailed',
  /** A try refused because of earlier ones, see the limit in `reason`. */
  'lockedOut',
  /** Something let through, or left undone untold, beyond a limit that refuses nobody, see the limit in `reason`. */
  'beyondLimit',
  /** The own password, asked for once more, was wrong. */
  'passwordWrong',
  /** A name, a number or a texted code that was to show who asks, and did not fit. */
  'proofWrong',
  /** A mailed link, or one to print by, that does nothing: made up, used before, or too late. */
  'linkRefused',
  'signedOut',
  /** Something that this actor may not do, or, of staff, that is not in their scope or nowhere. */
  'rightsRefused',
  'originRefused',
  /** A payment notice that was not believed, or not read at all. */
  'noticeRefused',
  /** Something found by an index that is not its own: it was written past the application. */
  'indexMisplaced',
  /** A workflow of a type that is none of ours, started past the application. */
  'workflowRefused',
  /** What a workflow was sent and dropped: not sealed by us for it, or of no shape that it takes. */
  'messageDropped',
  /** A schedule that was deleted or changed in Temporal, past the application, or whose run was kept from its work; made up for. */
  'scheduleMended',
] as const;

export type SecurityEventKind = (typeof SECURITY_EVENTS)[number];

/** What happened, by whom and from where. Codes, ids and digests only, but for the address. */
export interface SecurityEvent {
  event: SecurityEventKind;
  actor: Actor;
  /**
   * The account it is about: `passport/<id>` or `staff/<account>`; `name/<digest>` for what somebody typed that is no
   * account's; empty if it is about none.
   */
  account: string;
  /** The client's address; `various` for what was too much to be told apart. */
  address: string;
  /** The route's pattern, e.g. `POST /api/sessions`. */
  route: string;
  /** A code: of the refusal, of the limit that was reached, of what is wrong with a notice. */
  reason: string;
}

/** Events that differ in nothing, of one span of time. */
export interface CountedEvents extends SecurityEvent {
  count: number;
  firstAt: Instant;
  lastAt: Instant;
}

/** The span of time in which equal events are one row. */
export const SECURITY_SPAN_MS = 600_000;

const DIGEST_LENGTH = 16;

/** Names what was typed for an account, by a part of its keyed hash: equal ones are recognised, none can be read. */
export function typedAccount(index: string): string {
  return `name/${index.slice(0, DIGEST_LENGTH)}`;
}

/** Builds the event of an index beside a sealed value that is not its own. Where the reader is, only the process knows. */
export function misplacedIndex({ column, row }: { column: string; row: string }): SecurityEvent {
  const account = column.startsWith('passports.') ? candidateActor(row) : '';
  return { event: 'indexMisplaced', actor: VISITOR, account, address: '', route: '', reason: column };
}

/** Builds the event of a workflow that somebody who reaches the Temporal server has started, and that is none of ours. */
export function strangeWorkflow(): SecurityEvent {
  return {
    event: 'workflowRefused',
    actor: VISITOR,
    account: '',
    address: '',
    route: '',
    reason: 'unknownType',
  };
}

/** Ids of workflows as we make them; others are whatever somebody typed. */
const WORKFLOW_ID = /^[\w.:/-]{1,100}$/;

/** Builds the event of a message that a workflow has dropped. @param what a code, e.g. `signal:paymentNotified` */
export function droppedMessage(what: string, workflowId: string): SecurityEvent {
  const to = WORKFLOW_ID.test(workflowId) ? workflowId : 'other';
  return {
    event: 'messageDropped',
    actor: VISITOR,
    account: '',
    address: '',
    route: '',
    reason: `${what}:${to}`,
  };
}

/** Builds the event of a schedule that was mended. @param reason what was found, and its id */
export function mendedSchedule(reason: string): SecurityEvent {
  return { event: 'scheduleMended', actor: VISITOR, account: '', address: '', route: '', reason };
}

/** The account that an event is about if nothing else is said: the one who did it. */
export function ownAccount(actor: Actor): string {
  return ['candidate', 'staff'].includes(actorParts(actor).kind) ? actor : '';
}
