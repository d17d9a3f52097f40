import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import { idNumberIndex, nameIndex } from '../person/personal-index.ts';
import type { Reader } from '../reader.ts';
import { isFoundByOwnNumber } from '../passport/sealed-passport.ts';
import { isFoundByOwnRoll, openSnapshot } from '../roll/sealed-roll.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { RegistrationRecord } from './read-registration.ts';

const MAX_ROLLS = 10;

/**
 * Finds the live registrations of a person in an exam session, by the number and name on the roll or by those they
 * registered with: a correction of the roll parts nobody from their registration. A person on two rolls can have bound
 * only one of them. It is what is sealed that counts.
 */
export async function findRegistrationsOf(
  db: Reader,
  vault: Vault,
  person: { examSessionId: string; idType: IdType; idNumber: string; name: string },
): Promise<RegistrationRecord[]> {
  const { examSessionId } = person;
  const number = idNumberIndex(vault, person.idType, person.idNumber);
  const name = nameIndex(vault, person.name);
  const ids = sql`(
    select ${candidates.id} from ${candidates}
      where ${candidates.idNumberIndex} = ${number} and ${candidates.examSessionId} = ${examSessionId}
    union select ${registrations.id} from ${registrations} join ${passports} on ${passports.id} = ${registrations.passportId}
      where ${passports.idNumberIndex} = ${number} and ${registrations.examSessionId} = ${examSessionId})`;
  const rows = await db
    .select({ registration: registrations, roll: candidates, passport: passports })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .innerJoin(passports, eq(passports.id, registrations.passportId))
    .where(and(sql`${registrations.id} in ${ids}`, isNotNull(registrations.passportId)))
    .limit(MAX_ROLLS);
  return rows
    .filter(
      ({ registration, roll, passport }) =>
        (roll.nameIndex === name || savedName(vault, registration) === name) &&
        ((roll.idNumberIndex === number && isFoundByOwnRoll(vault, roll, roll)) ||
          (passport.idNumberIndex === number && isFoundByOwnNumber(vault, passport))),
    )
    .map(({ registration }) => registration);
}

function savedName(vault: Vault, { id, snapshot }: RegistrationRecord): string | null {
  return snapshot === null ? null : nameIndex(vault, openSnapshot(vault, { id, snapshot }).name);
}
