import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';

/** What is done to many rows of a file that is sent in. */
export const FILE_KINDS = ['roll', 'scores', 'lists', 'capacity', 'photos'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What is done to all whom a filter finds. */
export const FILTER_KINDS = ['reminders', 'messages', 'decisions'] as const;
export type FilterKind = (typeof FILTER_KINDS)[number];

/** What takes a second person however many it is about. */
export const ALWAYS_APPROVED: readonly BatchKind[] = ['decisions'];

/** What is done to many rows as one batch. */
export const BATCH_KINDS = [...FILE_KINDS, ...FILTER_KINDS] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

export function isFilterKind(kind: BatchKind): kind is FilterKind {
  return (FILTER_KINDS as readonly BatchKind[]).includes(kind);
}

/**
 * The states of a batch. At `reading`, `checking` and `running` the worker is at it; at `uploading`, `mapping`, `checked` and `paused` a
 * person's turn is awaited, at `submitted` a second person's; the others are its ends.
 */
export const BATCH_STATES = [
  'uploading',
  'reading',
  'mapping',
  'checking',
  'checked',
  'submitted',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export type BatchStep = Extract<BatchState, 'reading' | 'checking' | 'running'>;
export type BatchEnd = Extract<BatchState, 'done' | 'cancelled' | 'failed'>;

const STEPS: readonly BatchState[] = ['reading', 'checking', 'running'];
const ENDS: readonly BatchState[] = ['done', 'cancelled', 'failed'];

/** Whose turn it is: the worker's, a person's, or nobody's any more. */
export type Turn = 'worker' | 'person' | 'nobody';

export function isStep(state: BatchState): state is BatchStep {
  return STEPS.includes(state);
}

export function isOver(state: BatchState): state is BatchEnd {
  return ENDS.includes(state);
}

export function turnOf(state: BatchState): Turn {
  if (isStep(state)) return 'worker';
  return isOver(state) ? 'nobody' : 'person';
}

/** What a person may tell a batch. */
export type BatchOrder = 'start' | 'pause' | 'resume' | 'cancel';

const ORDERS: Record<BatchOrder, Partial<Record<BatchState, BatchState>>> = {
  start: { checked: 'running' },
  pause: { running: 'paused' },
  resume: { paused: 'running' },
  cancel: {
    uploading: 'cancelled',
    reading: 'cancelled',
    mapping: 'cancelled',
    checking: 'cancelled',
    checked: 'cancelled',
    submitted: 'cancelled',
    running: 'cancelled',
    paused: 'cancelled',
  },
};

/** Finds the state to which an order leads; null where it has no sense. */
export function stateAfter(state: BatchState, order: BatchOrder): BatchState | null {
  return ORDERS[order][state] ?? null;
}

/** Lists what a batch can be told. */
export function ordersFor(state: BatchState): BatchOrder[] {
  return (Object.keys(ORDERS) as BatchOrder[]).filter((order) => stateAfter(state, order) !== null);
}

/** The batches that one person may have open: each keeps a file, or rows. */
export const MAX_OPEN_BATCHES = 20;

/** How long files and rows are kept: from the last thing that a person did, and from the end. */
export const BATCH_KEPT_MS = DAY_MS;
/** The longest time that an upload takes. */
const UPLOAD_MS = HOUR_MS;
/** Longer than any rule lets a submission wait: it lapses by the rule, not by this. */
const SUBMITTED_MS = 60 * DAY_MS;
/** The time without a page after which the worker is told again. */
const PAGE_MS = 5 * MINUTE_MS;

/**
 * Computes when a batch is looked at again although nobody tells it: one that the worker is at goes on, one that waits for a person ends,
 * one that is over is cleared of its file and of what is personal in its rows.
 */
export function batchDueAt(state: BatchState, now: Instant): Instant {
  if (state === 'uploading') return now + UPLOAD_MS;
  if (state === 'submitted') return now + SUBMITTED_MS;
  return now + (isStep(state) ? PAGE_MS : BATCH_KEPT_MS);
}

/** Computes until when a batch waits for a person or, once it is over, its file and rows are kept. */
export function keptUntil({ state, changedAt }: { state: BatchState; changedAt: Instant }): Instant {
  return batchDueAt(state, changedAt);
}

/** How many rows the worker is to go through, and what has become of those it went through. */
export interface BatchCounts {
  total: number;
  done: number;
  unchanged: number;
  refused: number;
}
