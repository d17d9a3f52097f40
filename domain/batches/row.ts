/**
 * What a row would do, found by the check: 新增, 变更, 不变, 冲突 (it differs from what was corrected by hand), or it is bad and is
 * left out.
 */
export const ROW_OUTCOMES = ['new', 'changed', 'unchanged', 'conflict', 'bad'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** What became of a row: it waits, was done, was as it should be already, or was refused with a reason. */
export const ROW_RESULTS = ['waiting', 'done', 'unchanged', 'refused'] as const;
export type RowResult = (typeof ROW_RESULTS)[number];

/** Why a row that was good is refused when its turn comes; `BOUNCED` is known only once the mail server has refused the address. */
export const ROW_REFUSALS = [
  'CHANGED_MEANWHILE',
  'NOT_FOUND',
  'NOT_ALLOWED',
  'PENDING',
  'NUMBER_KEPT',
  'ID_KEPT',
  'REMINDED_TODAY',
  'DECIDED',
  'LAPSED',
  'FILED_BY_STARTER',
  'BOUNCED',
] as const;
export type RowRefusal = (typeof ROW_REFUSALS)[number];

/** The five counts of a check, and the rows that are bad. `missing` are those that the file leaves out (缺失). */
export interface CheckCounts {
  new: number;
  changed: number;
  unchanged: number;
  conflict: number;
  bad: number;
  missing: number;
  /** Those of the others that are left out unless the file is to win over what was corrected by hand; unset before it was counted. */
  kept?: number;
  /** Of lists: those of the changed ones that are taken away. */
  removed?: number;
}
