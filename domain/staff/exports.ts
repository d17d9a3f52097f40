import type { ExportedList } from '../audit.ts';
import { isScopeInside, type Scope } from '../scopes.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time.ts';
import { may, type Permission, type StaffRole } from './permissions.ts';

/** The kinds of files that lists are exported as. */
export const TABLE_FORMATS = ['csv', 'csv-gb18030', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export type ExportFormat = TableFormat | 'pdf';

/** The right that each list asks for: to make a file of it, and again to take the file. */
export const LIST_PERMISSIONS: Readonly<Record<ExportedList, Permission>> = {
  accounts: 'accounts.keep',
  'agreement-texts': 'settings.read',
  audit: 'audit.read',
  'bad-rows': 'batches.read',
  'batch-approvals': 'batches.read',
  'batch-rows': 'batches.read',
  batches: 'batches.read',
  'capacity-changes': 'capacity.change',
  claims: 'rebinds.submit',
  corrections: 'corrections.decide',
  dashboard: 'dashboard.read',
  'exam-sessions': 'settings.read',
  'late-people': 'lateLists.change',
  notices: 'notices.change',
  offerings: 'settings.read',
  'payment-exceptions': 'payments.handleExceptions',
  people: 'rolls.read',
  photos: 'rolls.read',
  places: 'places.read',
  'proof-lists': 'rolls.read',
  rebinds: 'rebinds.read',
  reviews: 'reviews.decide',
  'security-events': 'security.read',
  subjects: 'settings.read',
  timelines: 'candidates.read',
  unpaid: 'unpaid.read',
  'payment-statistics': 'unpaid.read',
};

export type ExportState = 'making' | 'ready' | 'failed';
/** Why a file was not made. */
export type ExportProblem = 'EXPORT_TOO_LARGE' | 'EXPORT_FAILED';

/** The most rows of one file; whoever needs more narrows the filter. */
export const MAX_EXPORT_ROWS = 200_000;
export const EXPORT_LIFE_MS = DAY_MS;
/** The most files that are kept for an account: the oldest make room. */
export const MAX_EXPORTS_KEPT = 50;
/** A process that was not heard of for so long makes its file no more. */
const LEASE_MS = 2 * MINUTE_MS;

/** Tells how an export stands: one whose process is gone has failed. */
export function exportState(
  { state, aliveAt }: { state: ExportState; aliveAt: Instant },
  now: Instant,
): ExportState {
  return state === 'making' && aliveAt + LEASE_MS < now ? 'failed' : state;
}

/** What decides who may take a file, besides the right to its list: `mayTakeExport` looks at nothing else. */
export interface TakenBy {
  account: string;
  list: ExportedList;
  scope: Scope;
  filter: Record<string, string>;
}

/** Names what decides who may take a file, as one text: its pieces are sealed for it. */
export function takersOf({ account, list, scope, filter }: TakenBy): string {
  return JSON.stringify([account, list, scope, filter['fullNumbers'] === 'true']);
}

/** Tells whether somebody may still take a file: with the right to its list, everywhere it tells of. */
export function mayTakeExport(
  taker: { role: StaffRole; scope: Scope },
  file: { list: ExportedList; scope: Scope; filter: Record<string, string> },
): boolean {
  // A file with full ID numbers asks for the right to them besides.
  if (file.filter['fullNumbers'] === 'true' && !may(taker.role, 'idNumbers.read')) return false;
  return may(taker.role, LIST_PERMISSIONS[file.list]) && isScopeInside(file.scope, taker.scope);
}
