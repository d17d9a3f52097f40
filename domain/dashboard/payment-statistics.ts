import { collegeOf, type Scope } from '../scopes.ts';

/** What 缴费统计 is told apart by. */
export const PAYMENT_GROUPS = ['province', 'school', 'college', 'class', 'campus', 'subject'] as const;
export type PaymentGroup = (typeof PAYMENT_GROUPS)[number];

/** Subjects that are paid, or held and not paid, and what they cost. */
export interface PaymentSums {
  paid: number;
  unpaid: number;
  paidFen: number;
  unpaidFen: number;
}

export const NO_PAYMENTS: PaymentSums = { paid: 0, unpaid: 0, paidFen: 0, unpaidFen: 0 };

/** Subjects of one place, college, class, or of one kind. */
export interface PaymentRow extends PaymentSums {
  /** The code, or the name of a college or class; null: not known. */
  key: string | null;
}

/**
 * Lists what the figures of a place can be told apart by: a country and its provinces by counters, a school by its rows, its classes college
 * by college.
 */
export function paymentGroupsOf(scope: Scope, college: string | undefined): PaymentGroup[] {
  if (scope === '*') return ['province', 'subject'];
  if (scope.length === 2) return ['school', 'subject'];
  return collegeOf(scope) !== null || college !== undefined
    ? ['class', 'campus', 'subject']
    : ['college', 'campus', 'subject'];
}

export function addedUp(rows: readonly PaymentSums[]): PaymentSums {
  return rows.reduce(
    (sums, row) => ({
      paid: sums.paid + row.paid,
      unpaid: sums.unpaid + row.unpaid,
      paidFen: sums.paidFen + row.paidFen,
      unpaidFen: sums.unpaidFen + row.unpaidFen,
    }),
    NO_PAYMENTS,
  );
}

/** What counters count of subjects (`counts_of`), for a subject in a state, in number and in fen. */
const MEASURE = /^entries(Fen)?\/(held|paid)\/(.+)$/;

/** Adds up what counters say, by whatever each counter belongs to. */
export function paymentRowsOf(
  counted: readonly { key: string; measure: string; amount: number }[],
  keyOf: (counter: { key: string; subject: string }) => string,
): PaymentRow[] {
  const rows = new Map<string, PaymentRow>();
  for (const { key: place, measure, amount } of counted) {
    const [, isFen, state, subject] = MEASURE.exec(measure) ?? [];
    if (subject === undefined) continue;
    const key = keyOf({ key: place, subject });
    const row = rows.get(key) ?? { key, ...NO_PAYMENTS };
    const name = `${state === 'paid' ? 'paid' : 'unpaid'}${isFen ? 'Fen' : ''}` as keyof PaymentSums;
    rows.set(key, { ...row, [name]: row[name] + amount });
  }
  return [...rows.values()].toSorted((one, other) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
}

/** What the rows are sorted by: the code or name, or one of the sums. */
export const PAYMENT_SORTS = ['key', 'paid', 'unpaid', 'paidFen', 'unpaidFen'] as const;
export type PaymentSort = (typeof PAYMENT_SORTS)[number];

/** Sorts rows; those that are alike stay by code or name. */
export function sortedPayments(
  rows: readonly PaymentRow[],
  { sort, order }: { sort: PaymentSort; order: 'asc' | 'desc' },
): PaymentRow[] {
  const sign = order === 'desc' ? -1 : 1;
  const byKey = (one: PaymentRow, other: PaymentRow) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1);
  return rows.toSorted((one, other) =>
    sort === 'key' || one[sort] === other[sort] ? sign * byKey(one, other) : sign * (one[sort] - other[sort]),
  );
}
