import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { PassportFilter } from '../../domain/lookup/passport-filter.ts';
import type { Stage } from '../../domain/registration/state.ts';
import type { Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import { alias } from 'drizzle-orm/pg-core';
import { isFoundByOwnNumber } from '../passport/sealed-passport.ts';
import { type Direction, rowKeyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/**
 * How far a page looks. Where few passports fit, a page may have fewer rows than it could, and the next one goes on: no
 * filter walks through all of a country in one question.
 */
const WALK = 500;
/** More passports of one number are found from the look-up. */
const MAX_OF_NUMBER = 10;

/** A passport in a list, with the registration that it has in the exam session. */
export interface ListedPassport {
  passport: typeof passports.$inferSelect;
  /** The roll entry that leads to the candidate's page; null: on no roll that was looked at. */
  candidateId: string | null;
  stage: Stage | null;
}

export interface PassportPage {
  rows: ListedPassport[];
  /** Where the next page goes on; null: this was the last. */
  after: string | null;
}

interface Asked {
  examSessionId: string;
  scope: Scope;
  filter?: PassportFilter | undefined;
  /** Of the whole country those registered last first, of rolls school by school, unless asked otherwise. */
  order?: Direction | undefined;
  /** What the page before said. */
  after?: string | undefined;
  limit: number;
}

/**
 * Lists passports: to the whole country all of them, those registered last first; to a narrower scope those whose ID numbers are
 * on its rolls, school by school.
 */
export async function listPassports(db: Reader, vault: Vault, asked: Asked): Promise<PassportPage> {
  if (asked.scope === '*') return listOfCountry(db, asked);
  const page = await listOfRolls(db, asked);
  // Their numbers lead to them.
  return { ...page, rows: page.rows.filter(({ passport }) => isFoundByOwnNumber(vault, passport)) };
}

async function listOfCountry(
  db: Reader,
  { examSessionId, filter, order, after, limit }: Asked,
): Promise<PassportPage> {
  const { createdAt, id } = passports;
  const { orderBy, beyond } = rowKeyset(
    { by: [createdAt], id, from: sql`${passports}`, descending: order !== 'asc' },
    after,
  );
  const walked = await db
    .select({ passport: passports, stage: registrations.stage, candidateId: registrations.id })
    .from(passports)
    .leftJoin(
      registrations,
      and(eq(registrations.examSessionId, examSessionId), eq(registrations.passportId, id)),
    )
    .where(and(filter === undefined || filter === 'unbound' ? undefined : fits(filter), beyond))
    .orderBy(...orderBy)
    .limit(filter === 'unbound' ? WALK : limit + 1);
  const rows = walked.filter(
    ({ passport, stage }) => filter !== 'unbound' || (stage === null && passport.closedAt === null),
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : walked.at(-1);
  const isLast = rows.length <= limit && walked.length < (filter === 'unbound' ? WALK : limit + 1);
  return { rows: shown, after: isLast ? null : (last?.passport.id ?? null) };
}

async function listOfRolls(
  db: Reader,
  { examSessionId, scope, filter, order, after, limit }: Asked,
): Promise<PassportPage> {
  const { id, schoolCode, idType, idNumberIndex } = candidates;
  const key = [schoolCode, idType, idNumberIndex];
  const { orderBy, beyond } = rowKeyset(
    { by: key, id, from: sql`${candidates}`, descending: order === 'desc' },
    after,
  );
  const walked = await db
    .select({ id })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, examSessionId),
        inScope(schoolCode, scope, candidates.college),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(WALK);
  const place = new Map(walked.map((candidate, index) => [candidate.id, index]));
  const own = db
    .select({ passportId: registrations.passportId, stage: registrations.stage })
    .from(registrations)
    .where(eq(registrations.id, id))
    .limit(1)
    .as('own');
  const named = passportsOfNumber(db, filter);
  const found =
    walked.length === 0
      ? []
      : await db
          .select({ passportId: named.id, candidateId: id, stage: own.stage, boundTo: own.passportId })
          .from(candidates)
          .crossJoinLateral(named)
          .leftJoinLateral(own, sql`true`)
          .where(inArray(id, [...place.keys()]));
  const listed = found
    .map(({ boundTo, stage, ...row }) => ({ ...row, stage: boundTo === row.passportId ? stage : null }))
    .filter(({ stage }) => filter !== 'unbound' || stage === null)
    .toSorted(
      (a, b) =>
        (place.get(a.candidateId) ?? 0) - (place.get(b.candidateId) ?? 0) ||
        (a.passportId < b.passportId ? -1 : 1),
    );
  // Passports of one number stay on one page.
  const lastShown = listed[limit - 1]?.candidateId;
  const shown = listed.filter(({ candidateId }, index) => index < limit || candidateId === lastShown);
  const isCut = shown.length < listed.length;
  const isLast = !isCut && walked.length < WALK;
  const byId = await readById(
    db,
    shown.map(({ passportId }) => passportId),
  );
  return {
    rows: shown.flatMap(({ passportId, ...row }) => {
      const passport = byId.get(passportId);
      return passport ? [{ ...row, passport }] : [];
    }),
    after: isLast ? null : ((isCut ? lastShown : walked.at(-1)?.id) ?? null),
  };
}

/** Makes the few passports of a candidate's number that fit: those in use, or those that were rebound to one of them. */
function passportsOfNumber(db: Reader, filter: PassportFilter | undefined) {
  const ofNumber = and(eq(passports.idNumberIndex, candidates.idNumberIndex), isNull(passports.closedAt));
  if (filter !== 'closed')
    return db
      .select({ id: passports.id })
      .from(passports)
      .where(and(ofNumber, filter === 'unbound' ? undefined : fits(filter)))
      .limit(MAX_OF_NUMBER)
      .as('named');
  const inUse = alias(passports, 'in_use');
  return db
    .select({ id: passports.id })
    .from(inUse)
    .innerJoin(passports, eq(passports.reboundTo, inUse.id))
    .where(and(eq(inUse.idNumberIndex, candidates.idNumberIndex), isNull(inUse.closedAt)))
    .limit(MAX_OF_NUMBER)
    .as('named');
}

async function readById(db: Reader, ids: string[]) {
  const rows = ids.length === 0 ? [] : await db.select().from(passports).where(inArray(passports.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

function fits(filter: Exclude<PassportFilter, 'unbound'> | undefined): SQL | undefined {
  switch (filter) {
    case 'unverified':
      return and(isNull(passports.closedAt), isNull(passports.emailVerifiedAt));
    case 'claiming':
      return and(isNull(passports.closedAt), eq(passports.hold, 'claiming'));
    // A passport is closed by a rebind alone.
    case 'closed':
      return and(isNotNull(passports.reboundTo), isNotNull(passports.closedAt));
    case undefined:
      return undefined;
  }
}
