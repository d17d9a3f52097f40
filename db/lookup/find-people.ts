import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { LookedFor } from '../../domain/lookup/looked-for.ts';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import type { Stage } from '../../domain/registration/state.ts';
import { collegeOf, schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import { idNumberIndex, nameIndex, studentNumberIndexes } from '../person/personal-index.ts';
import { isFoundByOwnNumber } from '../passport/sealed-passport.ts';
import type { Reader } from '../reader.ts';
import { isFoundByOwnRoll } from '../roll/sealed-roll.ts';
import { boundTo } from '../rebind/read-rebind.ts';
import { candidates, orders, passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/** The most people that one look-up finds. */
export const MAX_FOUND = 50;
/** The most passports that one look-up finds. */
export const MAX_PASSPORTS = 20;

interface Lookup {
  /** Where people are looked for by name or number; who is named by a passport or an order is found in every exam session. */
  examSessionId: string;
  scope: Scope;
  /** The school where the person is: without one, nobody is found by a student number outside a single school. */
  school?: string | undefined;
  lookedFor: LookedFor;
}

/** A roll entry that was found, and how far its registration is; null where there was never one. */
export interface FoundPerson {
  candidate: typeof candidates.$inferSelect;
  stage: Stage | null;
}

type FoundPassport = typeof passports.$inferSelect;

/** Finds the roll entries of a scope that a text names, at most one more than are shown. */
export async function findPeople(db: Reader, vault: Vault, lookup: Lookup): Promise<FoundPerson[]> {
  const { scope, school } = lookup;
  const here = and(
    inScope(candidates.schoolCode, scope, candidates.college),
    school === undefined ? undefined : eq(candidates.schoolCode, school),
  );
  const ways = await waysTo(db, vault, lookup);
  // A question for each index: one that is asked for all of them at once may use none.
  const found = await Promise.all(
    ways.map((way) =>
      db
        .select({ id: candidates.id })
        .from(candidates)
        .where(and(way, here))
        .limit(MAX_FOUND + 1),
    ),
  );
  const ids = [...new Set(found.flat().map(({ id }) => id))];
  if (ids.length === 0) return [];
  const rows = await db
    .select({ candidate: candidates, stage: registrations.stage })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(inArray(candidates.id, ids))
    .orderBy(desc(candidates.examSessionId), asc(candidates.schoolCode), asc(candidates.id))
    .limit(MAX_FOUND + 1);
  if (lookup.lookedFor.by !== 'person') return rows;
  return rows.filter(({ candidate }) => isFoundByOwnRoll(vault, candidate, candidate));
}

async function waysTo(
  db: Reader,
  vault: Vault,
  { examSessionId, scope, school, lookedFor }: Lookup,
): Promise<SQL[]> {
  if (lookedFor.by === 'order') {
    const [order] = await db
      .select({ registrationId: orders.registrationId })
      .from(orders)
      .where(eq(orders.orderNo, lookedFor.orderNo));
    return order ? [eq(candidates.id, order.registrationId)] : [];
  }
  if (lookedFor.by === 'passport') {
    const { passportId } = lookedFor;
    const [passport] = await db.select().from(passports).where(eq(passports.id, passportId));
    if (!passport) return [];
    const bound = await db
      .select({ id: registrations.id })
      .from(registrations)
      .where(boundTo(db, [passportId]))
      .limit(MAX_FOUND);
    const ways: SQL[] = [];
    if (isFoundByOwnNumber(vault, passport)) ways.push(eq(candidates.idNumberIndex, passport.idNumberIndex));
    if (bound.length > 0)
      ways.push(
        inArray(
          candidates.id,
          bound.map(({ id }) => id),
        ),
      );
    return ways;
  }
  const { text } = lookedFor;
  const inSession = eq(candidates.examSessionId, examSessionId);
  // A student number is one of its school.
  const one =
    school ?? collegeOf(scope)?.schoolCode ?? (/^\d{5,6}$/.test(scope) ? schoolCodeOf(scope) : null);
  return [
    sql`${inSession} and ${eq(candidates.nameIndex, nameIndex(vault, text))}`,
    sql`${inSession} and ${inArray(candidates.idNumberIndex, numberIndexes(vault, text))}`,
    ...(one === null
      ? []
      : [
          sql`${inSession} and ${eq(candidates.schoolCode, one)} and ${inArray(
            candidates.studentNumberIndex,
            studentNumberIndexes(vault, one, text),
          )}`,
        ]),
  ];
}

/** Finds the passports that a text names by their id or ID number, those in use first, at most one more than are shown; outside of one's scope there are none. */
export async function findPassports(
  db: Reader,
  vault: Vault,
  { scope, lookedFor }: Pick<Lookup, 'scope' | 'lookedFor'>,
): Promise<FoundPassport[]> {
  if (lookedFor.by === 'order') return [];
  const way =
    lookedFor.by === 'passport'
      ? eq(passports.id, lookedFor.passportId)
      : and(
          inArray(passports.idNumberIndex, numberIndexes(vault, lookedFor.text)),
          isNull(passports.closedAt),
        );
  const found = await db
    .select()
    .from(passports)
    .where(and(way, passportInScope(scope)))
    .orderBy(asc(passports.closedAt), asc(passports.createdAt), asc(passports.id))
    .limit(MAX_PASSPORTS + 1);
  // The whole country sees every passport by its id; a narrower scope is led to it by its number.
  const isNamedById = lookedFor.by === 'passport' && scope === '*';
  return found.filter((passport) => isNamedById || isFoundByOwnNumber(vault, passport));
}

/** Matches passports whose ID number is on a roll of the scope, or which have a registration there. */
export function passportInScope(scope: Scope): SQL {
  if (scope === '*') return sql`true`;
  const here = inScope(candidates.schoolCode, scope, candidates.college);
  return sql`(exists (select from ${candidates} where ${candidates.idNumberIndex} = ${passports.idNumberIndex} and ${here})
    or exists (select from ${registrations} join ${candidates} on ${candidates.id} = ${registrations.id}
      where ${registrations.passportId} = ${passports.id} and ${here}))`;
}

function numberIndexes(vault: Vault, text: string): string[] {
  return ID_TYPES.map((idType) => idNumberIndex(vault, idType, text));
}
