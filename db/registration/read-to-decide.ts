import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Acceptance } from '../../domain/exam-session/agreement-texts.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import type { ScopeVersions } from '../../domain/exam-session/season.ts';
import type { PhotoState } from '../../domain/roll/photo-review.ts';
import type { RollFacts } from '../../domain/roll/eligibility.ts';
import { builtOnce, type Given } from '../built-once.ts';
import { acceptancesOf } from '../exam-session/acceptances.ts';
import { codesOf, versionsAround } from '../exam-session/settings-versions.ts';
import { jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { photoStateColumn } from '../roll/photo-state.ts';
import { rollFactColumns } from '../roll/roll-facts.ts';
import type { PoolRecord } from '../seats/read-seats.ts';
import { candidates, offerings, registrations, seatPools } from '../schema/index.ts';
import { extraWindowOf } from './extra-window.ts';
import type { RegistrationRecord } from './read-registration.ts';

/** A registration with all that its commands are decided by, as of one moment. */
export interface RegistrationToDecide {
  record: RegistrationRecord;
  roll: RollFacts;
  /** What its owner has accepted for the exam session. */
  acceptances: Acceptance[];
  /** How the photo of the roll entry was decided; null: it has none. */
  photoState: PhotoState | null;
  /** The window of its own in which it registers late; null: it has those of everybody. */
  extraWindow: ExtraWindow | null;
  /** The versions around all campuses on whose settings it depends. */
  versions: ScopeVersions;
  /** The pools of the offerings that were asked for. */
  pools: PoolRecord[];
}

/** Reads the registration that a passport holds in an exam session, or null; one statement. */
export async function readToDecide(
  db: Reader,
  { passportId, examSessionId }: { passportId: string; examSessionId: string },
  offeringIds: number[] = [],
): Promise<RegistrationToDecide | null> {
  const [row] = await toDecideRead(db, { passportId, examSessionId, offeringIds });
  return row ?? null;
}

const toDecideRead = builtOnce(
  (db, given: Given<{ passportId: string; examSessionId: string; offeringIds: number[] }>) =>
    db
      .select({
        record: registrations,
        roll: rollFactColumns,
        photoState: photoStateColumn,
        acceptances: acceptancesOf(registrations.passportId, registrations.examSessionId),
        extraWindow: extraWindowOf(registrations.id),
        versions: versionsAround(
          given.examSessionId,
          sql`${REGISTRATION_CAMPUSES} union values (${candidates.campusCode})
            union ${campusesOfferedAt(given.offeringIds)}`,
        ),
        pools: poolsOf(given.offeringIds),
      })
      .from(registrations)
      .innerJoin(candidates, eq(candidates.id, registrations.id))
      .where(
        and(
          eq(registrations.passportId, given.passportId),
          eq(registrations.examSessionId, given.examSessionId),
        ),
      ),
);

/**
 * Reads, in the transaction that carries a decision out, what it must still be right by: the roll and the versions of
 * the settings around the campuses of the registration, of its roll entry, and of what it asks for.
 * @param campusCodes those of the registration; the state it is decided on is locked and known
 */
export async function readPresent(
  db: Reader,
  { registrationId, examSessionId }: { registrationId: string; examSessionId: string },
  campusCodes: string[],
  offeringIds: number[],
): Promise<{ roll: RollFacts; extraWindow: ExtraWindow | null; versions: ScopeVersions } | null> {
  const [row] = await presentRead(db, { registrationId, examSessionId, campusCodes, offeringIds });
  return row ?? null;
}

const presentRead = builtOnce(
  (
    db,
    given: Given<{
      registrationId: string;
      examSessionId: string;
      campusCodes: string[];
      offeringIds: number[];
    }>,
  ) =>
    db
      .select({
        roll: rollFactColumns,
        extraWindow: extraWindowOf(candidates.id),
        versions: versionsAround(
          given.examSessionId,
          sql`${codesOf(given.campusCodes)} union values (${candidates.campusCode})
            union ${campusesOfferedAt(given.offeringIds)}`,
        ),
      })
      .from(candidates)
      .where(and(eq(candidates.id, given.registrationId), eq(candidates.examSessionId, given.examSessionId))),
);

/** A query of the campuses of a registration, its seats and its waits. */
export const REGISTRATION_CAMPUSES: SQL = sql`values (${registrations.campusCode})
  union select place ->> 'campus'
  from jsonb_array_elements((${registrations.state} -> 'entries') || (${registrations.state} -> 'waitlist')) place`;

function campusesOfferedAt(offeringIds: SQLWrapper): SQL {
  return sql`select ${offerings.campusCode} from ${offerings} where ${offerings.id} = any(${offeringIds}::integer[])`;
}

function poolsOf(offeringIds: SQLWrapper) {
  const { offeringId, capacity, free, waiting } = seatPools;
  return jsonRows(
    { offeringId, capacity, free, waiting },
    sql`from ${seatPools} where ${offeringId} = any(${offeringIds}::integer[])`,
  );
}
