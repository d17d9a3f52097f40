import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Acceptance } from '../../domain/exam-session/agreement-texts.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { LOCKING_REVIEW_STATES } from '../../domain/locking-reviews.ts';
import type { ScopeVersions } from '../../domain/exam-session/season.ts';
import type { PhotoReason, PhotoState } from '../../domain/roll/photo-review.ts';
import type { RollFacts } from '../../domain/roll/eligibility.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import { acceptancesOf } from '../exam-session/acceptances.ts';
import { builtOnce, type Given } from '../built-once.ts';
import { versionsAround } from '../exam-session/settings-versions.ts';
import { jsonRow, jsonRows } from '../json-rows.ts';
import { isReservedByAnother } from '../passport/own-number.ts';
import type { Reader } from '../reader.ts';
import { shownDigest } from '../roll/roll-digest.ts';
import { rollFactColumns } from '../roll/roll-facts.ts';
import { isFoundByOwnRoll, openRollRow } from '../roll/sealed-roll.ts';
import { candidates, passports, registrations, reviews } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { extraWindowOf } from './extra-window.ts';
import type { RegistrationRecord } from './read-registration.ts';
import { REGISTRATION_CAMPUSES } from './read-to-decide.ts';

/** A roll entry of a person, with what saving it depends on. */
export interface OwnRoll extends RollFacts {
  id: string;
  /** Digest of the row and the photo. */
  digest: string;
  photoId: string | null;
  photoState: PhotoState;
  photoReason: PhotoReason | null;
  roll: RollRow;
  /** The window of its own in which it registers late; null: it has those of everybody. */
  extraWindow: ExtraWindow | null;
  /** The record of its registration; its passport is unset once the registration is deleted. */
  record: Pick<RegistrationRecord, 'passportId' | 'state' | 'campusCode'> | null;
}

/** What a signed-in person finds of theirs in an exam session, as of one moment. */
export interface OwnRolls {
  /** True when another passport reserves the number. */
  reservedByAnother: boolean;
  emailVerified: boolean;
  acceptances: Acceptance[];
  /** The candidate to whom the passport is bound. */
  ownCandidateId: string | null;
  rolls: OwnRoll[];
  /** The versions around the province and the campuses of the entries. */
  versions: ScopeVersions;
}

/**
 * Reads a person's roll entries in a province, and what else saving one depends on; one statement. ID number and name
 * must both match, also as they are sealed, except on an entry that is theirs whichever province is chosen: the one that
 * the passport is bound to, which stays theirs when the school corrects it, and the one with a re-check of theirs that is
 * undecided or approved, which stays theirs when the school corrects the name: theirs is locked meanwhile.
 * @param provinceCode null when none is chosen: then there is no entry but those
 */
export async function readOwnRolls(
  db: Reader,
  vault: Vault,
  passportId: string,
  where: {
    examSessionId: string;
    provinceCode: string | null;
    /** The index of the number that is sealed in the passport. */
    idNumberIndex: string;
    nameIndex: string;
  },
): Promise<OwnRolls | null> {
  const { examSessionId, provinceCode, nameIndex, idNumberIndex } = where;
  const [row] = await ownRollsRead(db, { passportId, examSessionId, provinceCode, nameIndex, idNumberIndex });
  if (!row) return null;
  const ownCandidateId = row.bound?.id ?? null;
  // Of an entry with a re-check the school may have corrected the name.
  const foundBy = (id: string) =>
    id === row.rechecked?.id ? { idNumberIndex } : { idNumberIndex, nameIndex };
  return {
    ...row,
    ownCandidateId,
    rolls: row.rolls
      .filter((roll) => roll.id === ownCandidateId || isFoundByOwnRoll(vault, roll, foundBy(roll.id)))
      .map(({ personal: sealed, ...roll }) => ({
        ...roll,
        digest: shownDigest(roll),
        roll: openRollRow(vault, { id: roll.id, personal: sealed }),
      })),
  };
}

interface Wanted {
  passportId: string;
  examSessionId: string;
  provinceCode: string | null;
  idNumberIndex: string;
  nameIndex: string;
}

const ownRollsRead = builtOnce((db, given: Given<Wanted>) => {
  const { examSessionId, provinceCode, idNumberIndex, nameIndex } = given;
  const ofRegistration = sql`from ${registrations} where ${registrations.passportId} = ${passports.id}
    and ${registrations.examSessionId} = ${examSessionId}`;
  // One at the most: a person has one re-check in an exam session that is not deleted.
  const ofReview = sql`from ${reviews} where ${reviews.passportId} = ${passports.id}
    and ${reviews.examSessionId} = ${examSessionId} and ${inArray(reviews.state, LOCKING_REVIEW_STATES)}`;
  const own = sql`from ${candidates}
    where ${candidates.examSessionId} = ${examSessionId}
      and (${candidates.provinceCode} = ${provinceCode} and ${candidates.idNumberIndex} = ${idNumberIndex}
          and ${candidates.nameIndex} = ${nameIndex}
        or ${candidates.id} = (select ${registrations.id} ${ofRegistration})
        or ${candidates.id} = (select ${reviews.candidateId} ${ofReview}))`;
  const record = jsonRow(
    {
      passportId: registrations.passportId,
      state: registrations.state,
      campusCode: registrations.campusCode,
    },
    sql`from ${registrations} where ${registrations.id} = ${candidates.id}`,
  );
  const { id, digest, photoId, photoState, photoReason, personal } = candidates;
  return db
    .select({
      reservedByAnother: isReservedByAnother,
      emailVerified: sql<boolean>`${passports.emailVerifiedAt} is not null`,
      acceptances: acceptancesOf(passports.id, examSessionId),
      bound: jsonRow({ id: registrations.id }, ofRegistration),
      rechecked: jsonRow({ id: reviews.candidateId }, ofReview),
      rolls: jsonRows(
        {
          id,
          digest,
          photoId,
          photoState,
          photoReason,
          personal,
          ...rollFactColumns,
          extraWindow: extraWindowOf(candidates.id),
          record,
        },
        sql`from (select * ${own} order by campus_code, id limit ${MAX_ROLLS}) as ${candidates}`,
      ),
      versions: versionsAround(
        examSessionId,
        sql`values ('*'), (${provinceCode}) union select ${candidates.campusCode} ${own}
          union ${campusesOfRegistrations(sql`select ${candidates.id} ${own}`)}`,
      ),
    })
    .from(passports)
    .where(and(eq(passports.id, given.passportId), isNull(passports.closedAt)));
});

const MAX_ROLLS = 10;

/** A query of the campuses of some registrations, their seats and their waits. */
function campusesOfRegistrations(ids: SQL): SQL {
  return sql`select code.code from ${registrations}, lateral (${REGISTRATION_CAMPUSES}) as code (code)
    where ${registrations.id} in (${ids})`;
}
