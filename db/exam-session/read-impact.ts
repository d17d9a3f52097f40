import { and, asc, count, eq, inArray, isNotNull, not, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Impact, PEOPLE_NAMED } from '../../domain/exam-session/impact.ts';
import { maskName } from '../../domain/person/names.ts';
import { schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import {
  examSessions,
  offerings,
  registrations,
  seatLedger,
  subjects,
  waitlistEntries,
} from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

const CAMPUS_DIGITS = 6;

/**
 * Finds who is registered from a scope, and unless told otherwise who sits or waits there from elsewhere, each once;
 * without an exam session in every open one.
 */
export async function readImpact(
  db: Reader,
  vault: Vault,
  { examSessionId, scope, guests = true }: { examSessionId?: string; scope: Scope; guests?: boolean },
): Promise<Impact> {
  const open = db.select({ id: examSessions.id }).from(examSessions).where(eq(examSessions.state, 'open'));
  const among = (session: PgColumn) =>
    examSessionId === undefined ? inArray(session, open) : eq(session, examSessionId);
  const ofSession = among(registrations.examSessionId);
  const own = await impactOf(
    db,
    vault,
    and(
      ofSession,
      inScope(registrations.schoolCode, schoolCodeOf(scope) as Scope),
      inScope(registrations.campusCode, scope),
    ),
  );
  if (!guests || scope === '*') return own;
  const orals = db.select({ code: subjects.code }).from(subjects).where(eq(subjects.mode, 'oral'));
  const there = and(
    among(offerings.examSessionId),
    inScope(offerings.campusCode, scope),
    // Nobody sits a written outside their own school.
    scope.length < CAMPUS_DIGITS ? inArray(offerings.subjectCode, orals) : undefined,
  );
  const which = and(ofSession, isGuest(scope), sitsAt(there));
  const others = own.first.length < PEOPLE_NAMED ? await firstOf(db, vault, which) : [];
  return {
    count: own.count + (await countOf(db, which)),
    first: [...own.first, ...others].slice(0, PEOPLE_NAMED),
  };
}

/** Builds the filter of registrations that have, or wait for, a seat of some offerings, found through these. */
export function sitsAt(which: SQL | undefined): SQL | undefined {
  return and(
    sql`${registrations.id} in (
      select ${seatLedger.registrationId} from ${seatLedger} where ${seatLedger.offeringId} in ${idsOf(which)}
      union select ${waitlistEntries.registrationId} from ${waitlistEntries}
        where ${waitlistEntries.offeringId} in ${idsOf(which)} and ${waitlistEntries.state} in ('early', 'waiting'))`,
    hasPlaceAt(which),
  );
}

/** Builds the same filter for registrations that are found otherwise. */
export function hasPlaceAt(which: SQL | undefined): SQL {
  const { state } = registrations;
  return sql`exists (
    select from jsonb_array_elements((${state} -> 'entries') || (${state} -> 'waitlist')) place
    where coalesce(place ->> 'state', '') <> 'released' and (place ->> 'offeringId')::integer in ${idsOf(which)})`;
}

/** Builds the filter of registrations from outside a scope. */
export function isGuest(scope: Scope): SQL {
  return not(inScope(registrations.campusCode, scope));
}

function idsOf(which: SQL | undefined): SQL {
  return sql`(select ${offerings.id} from ${offerings} where ${which ?? sql`true`})`;
}

/** Counts living registrations, and shows some of them. */
export async function impactOf(db: Reader, vault: Vault, which: SQL | undefined): Promise<Impact> {
  const [total, first] = await Promise.all([countOf(db, which), firstOf(db, vault, which)]);
  return { count: total, first };
}

async function countOf(db: Reader, which: SQL | undefined): Promise<number> {
  const [total] = await db
    .select({ count: count() })
    .from(registrations)
    .where(and(isNotNull(registrations.passportId), which));
  return total?.count ?? 0;
}

/** Shows some of the people with living registrations, their names masked. */
export async function firstOf(db: Reader, vault: Vault, which: SQL | undefined): Promise<Impact['first']> {
  const { id, campusCode: campus, schoolCode, snapshot, passportId } = registrations;
  const rows = await db
    .select({ id, campus, snapshot })
    .from(registrations)
    .where(and(isNotNull(passportId), isNotNull(snapshot), which))
    .orderBy(asc(schoolCode), asc(id))
    .limit(PEOPLE_NAMED);
  return rows.map((row) => ({
    name: maskName(vault.open<{ name: string }>(SEALED.snapshot(row.id), row.snapshot ?? '').name),
    campus: row.campus,
  }));
}
