import { and, asc, eq, sql } from 'drizzle-orm';
import {
  type PaymentGroup,
  type PaymentRow,
  paymentRowsOf,
} from '../../domain/dashboard/payment-statistics.ts';
import { collegeOf, SCHOOL_DIGITS, type Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { candidates, counters, registrations } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

/** 缴费统计: of whom, and what it is told apart by. */
export interface PaymentsAsked {
  examSessionId: string;
  scope: Scope;
  college?: string | undefined;
  by: PaymentGroup;
}

/** Reads what is paid and what is not: of a country or province out of counters, of a school out of its rows. */
export async function readPaymentStatistics(db: Reader, asked: PaymentsAsked): Promise<PaymentRow[]> {
  const { scope, by } = asked;
  const isWide = scope === '*' || scope.length < SCHOOL_DIGITS;
  if (!isWide) return ofSchool(db, asked);
  return by === 'subject' ? bySubject(db, asked) : byPlace(db, asked);
}

const isEntries = sql`starts_with(${counters.measure}, 'entries')`;
const COUNTED = { key: counters.scope, measure: counters.measure, amount: counters.amount };

async function bySubject(db: Reader, { examSessionId, scope }: PaymentsAsked): Promise<PaymentRow[]> {
  const counted = await db
    .select(COUNTED)
    .from(counters)
    .where(
      and(
        eq(counters.examSessionId, examSessionId),
        eq(counters.scope, scope),
        eq(counters.hour, 0),
        isEntries,
      ),
    );
  return paymentRowsOf(counted, ({ subject }) => subject);
}

async function byPlace(db: Reader, { examSessionId, scope }: PaymentsAsked): Promise<PaymentRow[]> {
  const length = scope === '*' ? 2 : SCHOOL_DIGITS;
  const counted = await db
    .select(COUNTED)
    .from(counters)
    .where(
      and(
        eq(counters.examSessionId, examSessionId),
        // A country has its provinces alone, by their codes: an index leads to each.
        scope === '*'
          ? sql`${counters.scope} in (select code from provinces)`
          : beginsWith(counters.scope, scope),
        sql`length(${counters.scope}) = ${length}`,
        eq(counters.hour, 0),
        isEntries,
      ),
    );
  return paymentRowsOf(counted, ({ key }) => key);
}

/** Adds up the subjects of a school's registrations, which are bounded by its roll. */
async function ofSchool(
  db: Reader,
  { examSessionId, scope, college, by }: PaymentsAsked,
): Promise<PaymentRow[]> {
  const entry = { state: sql`entry ->> 'state'`, fee: sql`(entry ->> 'feeFen')::bigint` };
  const key = {
    college: sql<string | null>`${candidates.college}`,
    class: sql<string | null>`${candidates.className}`,
    campus: sql<string | null>`${registrations.campusCode}`,
    subject: sql<string | null>`entry ->> 'subject'`,
    school: sql<string | null>`${registrations.schoolCode}`,
    province: sql<string | null>`${registrations.provinceCode}`,
  }[by];
  const among = (state: 'held' | 'paid') => sql`filter (where ${entry.state} = ${state})`;
  const schoolCode = collegeOf(scope)?.schoolCode ?? scope;
  return db
    .select({
      key,
      paid: sql<number>`count(*) ${among('paid')}`.mapWith(Number),
      unpaid: sql<number>`count(*) ${among('held')}`.mapWith(Number),
      paidFen: sql<number>`coalesce(sum(${entry.fee}) ${among('paid')}, 0)`.mapWith(Number),
      unpaidFen: sql<number>`coalesce(sum(${entry.fee}) ${among('held')}, 0)`.mapWith(Number),
    })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .innerJoin(
      sql`lateral jsonb_array_elements(${registrations.state} -> 'entries') entry`,
      sql`${entry.state} in ('held', 'paid')`,
    )
    .where(
      and(
        eq(registrations.examSessionId, examSessionId),
        eq(registrations.schoolCode, schoolCode),
        sql`${registrations.stage} in ('unpaid', 'partlyPaid', 'paid')`,
        inScope(candidates.schoolCode, scope, candidates.college),
        college === undefined ? undefined : isTitled(candidates.college, college),
      ),
    )
    .groupBy(sql`1`)
    .orderBy(asc(sql`1`));
}
