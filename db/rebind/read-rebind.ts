import { and, asc, desc, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { examSessions, passports, rebinds, registrations, reviews } from '../schema/index.ts';
import { isFoundByOwnNumber } from '../passport/sealed-passport.ts';
import type { Reader } from '../reader.ts';
import type { Vault } from '../vault.ts';
import { type SubmissionFilter, submissionsOf } from '../staff/submitted-order.ts';

export type RebindRecord = typeof rebinds.$inferSelect;
export type RebindPassport = typeof passports.$inferSelect;

export async function readRebind(db: Reader, id: string): Promise<RebindRecord | null> {
  const [record] = await db.select().from(rebinds).where(eq(rebinds.id, id)).limit(1);
  return record ?? null;
}

/** Lists rebinds of a scope in a state: those waiting longest first, decided ones newest first. */
export async function listRebinds(db: Reader, filter: SubmissionFilter): Promise<RebindRecord[]> {
  const { where, orderBy } = submissionsOf(rebinds, filter);
  return db
    .select()
    .from(rebinds)
    .where(where)
    .orderBy(...orderBy)
    .limit(filter.limit);
}

/** Reads the two passports of a rebind, closed or not. */
export async function readRebindPassports(db: Reader, ids: string[]): Promise<Map<string, RebindPassport>> {
  const rows = ids.length === 0 ? [] : await db.select().from(passports).where(inArray(passports.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Locks the passport that claims an ID number and the one that holds it; null where there is none. The order is always
 * the same, so that two people who want one number do not block each other. One that is found by another number than its
 * own is none.
 */
export async function lockRebindParties(tx: Transaction, vault: Vault, newPassportId: string) {
  const [seen] = await tx
    .select({ idNumberIndex: passports.idNumberIndex })
    .from(passports)
    .where(eq(passports.id, newPassportId));
  const found = await tx
    .select()
    .from(passports)
    .where(
      and(
        isNull(passports.closedAt),
        or(
          eq(passports.id, newPassportId),
          seen && and(eq(passports.idNumberIndex, seen.idNumberIndex), eq(passports.hold, 'reserving')),
        ),
      ),
    )
    .orderBy(asc(passports.id))
    .for('no key update');
  const rows = found.filter((passport) => isFoundByOwnNumber(vault, passport));
  const claimant = rows.find(({ id }) => id === newPassportId) ?? null;
  const holder = rows.find(
    ({ id, idNumberIndex }) => id !== newPassportId && idNumberIndex === claimant?.idNumberIndex,
  );
  return { claimant, holder: holder ?? null };
}

const MAX_MOVED = 50;

/** Lists the registrations of some passports in all exam sessions, latest first. */
export async function listRegistrationsOf(db: Reader, passportIds: string[]) {
  return db
    .select()
    .from(registrations)
    .where(boundTo(db, passportIds))
    .orderBy(desc(registrations.changedAt), asc(registrations.id))
    .limit(MAX_MOVED);
}

/** Lists the re-checks of some passports in all exam sessions, latest first. */
export async function listReviewsOf(db: Reader, passportIds: string[]) {
  return db
    .select()
    .from(reviews)
    .where(askedBy(db, passportIds))
    .orderBy(desc(reviews.submittedAt), asc(reviews.id))
    .limit(MAX_MOVED);
}

/**
 * Reads the school where a rebind of a passport is decided: that of its last registration, else of its last re-check;
 * null: the passport has neither. The database holds rebinds to the same (`guard_rebind`).
 */
export async function schoolOfPassport(db: Reader, passportId: string): Promise<string | null> {
  const [registration] = await listRegistrationsOf(db, [passportId]);
  const [last] = registration ? [registration] : await listReviewsOf(db, [passportId]);
  return last?.schoolCode ?? null;
}

/**
 * Matches the registrations of some passports. It names the exam sessions so that the index by exam session and
 * passport is used.
 */
export function boundTo(db: Reader, passportIds: string[]) {
  return and(
    inArray(registrations.examSessionId, db.select({ id: examSessions.id }).from(examSessions)),
    inArray(registrations.passportId, passportIds),
  );
}

/** Matches the re-checks of some passports that are not deleted, like `boundTo`. */
export function askedBy(db: Reader, passportIds: string[]) {
  return and(
    inArray(reviews.examSessionId, db.select({ id: examSessions.id }).from(examSessions)),
    inArray(reviews.passportId, passportIds),
    ne(reviews.state, 'deleted'),
  );
}
