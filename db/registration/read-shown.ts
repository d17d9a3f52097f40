import { and, eq, sql } from 'drizzle-orm';
import type { Acceptance } from '../../domain/exam-session/agreement-texts.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import type { ScopeVersions } from '../../domain/exam-session/season.ts';
import { acceptancesOf } from '../exam-session/acceptances.ts';
import { builtOnce, type Given } from '../built-once.ts';
import { versionsAround } from '../exam-session/settings-versions.ts';
import { jsonRow, jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { candidates, offerings, registrations, roomSeats, waitlistEntries } from '../schema/index.ts';
import { type PhotoDecision, photoStateColumn } from '../roll/photo-state.ts';
import { type WaitState, waitStateOf } from '../seats/waitlist.ts';
import { extraWindowOf } from './extra-window.ts';
import { type OrderRecord, ordersOfPerson } from './orders-of-person.ts';
import type { RegistrationRecord } from './read-registration.ts';
import { REGISTRATION_CAMPUSES } from './read-to-decide.ts';

/** Where an entry's test is held, as far as its owner's page shows it. */
export interface EntrySeat {
  entryId: string;
  room: number;
  seat: number;
  ticketNumber: string;
}

/** A registration with everything that its owner's page shows beside settings, as of one moment. */
export interface ShownRegistration {
  record: RegistrationRecord;
  orders: OrderRecord[];
  acceptances: Acceptance[];
  /** Its places in queues, with how many are served up to and including it; null while a seat is offered to it. */
  positions: { waitlistEntryId: string; position: number | null }[];
  seats: EntrySeat[];
  /** The decision on the photo of its roll entry. */
  photo: PhotoDecision;
  /** Its latest wait that is over; null when there was none. */
  lastWait: { offeringId: number; state: WaitState } | null;
  /** The window of its own in which it registers late; null: it has those of everybody. */
  extraWindow: ExtraWindow | null;
  /** The versions around all campuses on whose settings it depends, or of which it tells. */
  versions: ScopeVersions;
}

/** Reads the registration that a passport holds in an exam session, to be shown; null when there is none. */
export async function readShown(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<ShownRegistration | null> {
  const [row] = await shownRead(db, { passportId, examSessionId });
  if (!row) return null;
  const { lastWait, ...shown } = row;
  return {
    ...shown,
    lastWait: lastWait && { offeringId: lastWait.offeringId, state: waitStateOf(lastWait) },
  };
}

const POSITIONS = jsonRows(
  {
    waitlistEntryId: waitlistEntries.id,
    position: sql<number | null>`case when ${waitlistEntries.state} = 'offered' then null else (
      select count(*) from ${waitlistEntries} ahead
      where ahead.offering_id = ${waitlistEntries.offeringId} and ahead.state in ('early', 'waiting')
        and ahead.turn <= ${waitlistEntries.turn}) end`,
  },
  sql`from ${waitlistEntries} where ${waitlistEntries.registrationId} = ${registrations.id}
    and ${waitlistEntries.state} in ('early', 'waiting', 'offered')`,
);

const LAST_WAIT_ROW = sql`where ${waitlistEntries.registrationId} = ${registrations.id}
  and ${waitlistEntries.state} in ('promoted', 'ended') order by ${waitlistEntries.turn} desc`;
const LAST_WAIT = jsonRow(
  {
    offeringId: waitlistEntries.offeringId,
    state: waitlistEntries.state,
    endReason: waitlistEntries.endReason,
  },
  sql`from ${waitlistEntries} ${LAST_WAIT_ROW}`,
);

const LAST_WAIT_CAMPUS = sql`(select ${offerings.campusCode} from ${waitlistEntries}
  join ${offerings} on ${offerings.id} = ${waitlistEntries.offeringId} ${LAST_WAIT_ROW} limit 1)`;

const SEATS = jsonRows(
  {
    entryId: roomSeats.entryId,
    room: roomSeats.room,
    seat: roomSeats.seat,
    ticketNumber: roomSeats.ticketNumber,
  },
  sql`from ${roomSeats} where ${roomSeats.entryId} in (
      select entry ->> 'id' from jsonb_array_elements(${registrations.state} -> 'entries') entry
      where entry ->> 'state' = 'paid')`,
);

const shownRead = builtOnce((db, given: Given<{ passportId: string; examSessionId: string }>) => {
  const { passportId, examSessionId } = registrations;
  return db
    .select({
      record: registrations,
      orders: ordersOfPerson(passportId, examSessionId),
      acceptances: acceptancesOf(passportId, examSessionId),
      positions: POSITIONS,
      seats: SEATS,
      photo: { photoState: photoStateColumn, photoReason: candidates.photoReason },
      lastWait: LAST_WAIT,
      extraWindow: extraWindowOf(registrations.id),
      versions: versionsAround(examSessionId, sql`${REGISTRATION_CAMPUSES} union ${LAST_WAIT_CAMPUS}`),
    })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .where(and(eq(passportId, given.passportId), eq(examSessionId, given.examSessionId)));
});
