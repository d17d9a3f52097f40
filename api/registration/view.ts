import type { z } from '@hono/zod-openapi';
import { readAcceptance, readAgreementTexts } from '../../db/exam-session/read-agreements.ts';
import { type CampusRecord, readCampuses } from '../../db/exam-session/read-campuses.ts';
import { readCatalogue } from '../../db/exam-session/read-catalogue.ts';
import { readRoomSeats, type RoomSeatRecord } from '../../db/registration/read-room-seats.ts';
import { readPositions } from '../../db/seats/waitlist.ts';
import { listOrders, type OrderRecord } from '../../db/registration/read-registration.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { roomName, seatName } from '../../domain/registration/room-seat.ts';
import { actionsOf, cancelRefusal } from '../../domain/registration/actions.ts';
import { unpayableReason } from '../../domain/registration/decide/orders.ts';
import { waitlistEndsAt } from '../../domain/registration/deadlines.ts';
import { paymentStateOf } from '../../domain/registration/payment-state.ts';
import {
  type Entry,
  isEntrySettling,
  liveEntries,
  type Registration,
} from '../../domain/registration/state.ts';
import { transcriptsOf } from '../../domain/registration/transcript.ts';
import type { Mode, Subject } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';
import { ticketsFor } from './tickets-for.ts';
import type { ApiDependencies } from '../context.ts';
import type { RegistrationFacts } from './facts.ts';
import type { entrySchema, orderSchema, registrationSchema } from './schemas.ts';
import { bilingual, periodView } from '../http/views.ts';
import { rollView } from '../roll/view.ts';
import { campusView, subjectView } from '../exam-session/view.ts';

export type RegistrationViewModel = z.infer<typeof registrationSchema>;
type OrderView = z.infer<typeof orderSchema>;

/** Names for the codes in a record. */
export interface Names {
  subject(code: string): ReturnType<typeof subjectView>;
  campus(code: string): ReturnType<typeof campusView>;
}

/** Shows 报名信息 as the candidate sees it, from the committed record. */
export async function registrationView(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  facts: RegistrationFacts,
): Promise<RegistrationViewModel> {
  const { db, vault, clock } = deps;
  const { record, examSession, actionFacts } = facts;
  const { state } = record;
  const now = clock.now();
  const paidIds = state.entries.filter((entry) => entry.state === 'paid').map((entry) => entry.id);
  const [orderRows, positions, catalogue, texts, seats] = await Promise.all([
    listOrders(db, record.passportId ?? '', examSession.id),
    state.waitlist.length > 0 ? readPositions(db, record.id) : new Map<string, number | null>(),
    readCatalogue(db),
    readAgreementTexts(db, now),
    readRoomSeats(db, paidIds),
  ]);
  const campuses = await readCampuses(db, campusCodesIn(record.campusCode, state, orderRows));
  const accepted = record.passportId && (await readAcceptance(db, record.passportId, examSession.id, texts));
  const names = namesFrom(catalogue, campuses);
  const entries = liveEntries(state);
  const written = paymentStateOf(state, 'written');
  const oral = paymentStateOf(state, 'oral');
  const home = campuses.get(record.campusCode);
  if (!home || record.snapshot === null)
    throw new Error(`registration ${record.id} has no campus or no snapshot`);
  return {
    id: record.id,
    version: record.version,
    examSession: { id: examSession.id, name: bilingual(examSession) },
    stage: record.stage,
    savedAt: iso(state.savedAt),
    keepUntilAt: entries.length === 0 && state.waitlist.length === 0 ? iso(state.keepUntilAt) : null,
    managementEndsAt: iso(state.managementEndsAt),
    withdrawing: state.withdrawing,
    roll: rollView(openRollRow(vault, record.snapshot), home),
    photoId: record.photoId,
    entries: entries.map((entry) => ({
      ...entryView(state, entry, names),
      ...arrangementView(seats.get(entry.id), opened(facts.ticketWindows[entry.mode], now)),
      payRefusal: entry.state === 'paid' ? null : unpayableReason(state, entry, now.getTime()),
      cancelRefusal: cancelRefusal(state, entry.id, actionFacts, now.getTime()),
    })),
    waitlist: state.waitlist.map((wait) => ({
      id: wait.id,
      subject: names.subject(wait.subject),
      campus: names.campus(wait.campus),
      feeFen: wait.feeFen,
      joinedAt: iso(wait.joinedAt),
      position: positions.get(wait.id) ?? null,
      endsAt: iso(waitlistEndsAt(state)),
    })),
    orders: orderRows.map((order) => orderView(order, names)),
    payment: { written, oral },
    transcripts: transcriptsOf(state, actionFacts.transcriptWindows, now.getTime()),
    quickPrint: state.quickPrint,
    tickets: {
      written: ticketView(facts, seats, 'written', now),
      oral: ticketView(facts, seats, 'oral', now),
    },
    progress: {
      agreement: Boolean(accepted),
      eligibilityQuery: true,
      eligibilityConfirmed: true,
      writtenSelected: written.state !== 'none',
      writtenPaid: written.state === 'paid',
      oralSelected: oral.state !== 'none',
      oralPaid: oral.state === 'paid',
    },
    actions: actionsOf(state, actionFacts, catalogue, now.getTime()),
  };
}

export function orderView(order: OrderRecord, names: Names): OrderView {
  const { orderNo, gateway, mode, state, amountFen, tradeNo } = order;
  return {
    orderNo,
    gateway,
    mode,
    state,
    amountFen,
    tradeNo,
    lines: order.lines.map(({ subject, campus, feeFen }) => ({
      subject: names.subject(subject),
      campus: names.campus(campus),
      feeFen,
    })),
    openedAt: order.openedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    refund: order.refund && {
      reason: order.refund.reason,
      amountFen: order.refund.amountFen,
      requestedAt: order.refund.requestedAt.toISOString(),
      doneAt: order.refund.doneAt?.toISOString() ?? null,
    },
  };
}

/** Looks codes up in the given records. @throws Error for an unknown code: records hold only existing ones */
export function namesFrom(catalogue: Subject[], campuses: Map<string, CampusRecord>): Names {
  return {
    subject(code) {
      const found = catalogue.find((subject) => subject.code === code);
      if (!found) throw new Error(`no subject ${code}`);
      return subjectView(found);
    },
    campus(code) {
      const found = campuses.get(code);
      if (!found) throw new Error(`no campus ${code}`);
      return campusView(found);
    },
  };
}

function entryView(
  state: Registration,
  entry: Entry,
  names: Names,
): Omit<z.infer<typeof entrySchema>, 'payRefusal' | 'cancelRefusal' | 'arrangement' | 'seat'> {
  const paid = entry.state === 'paid';
  return {
    id: entry.id,
    subject: names.subject(entry.subject),
    campus: names.campus(entry.campus),
    feeFen: entry.feeFen,
    state: paid ? 'paid' : isEntrySettling(state, entry.id) ? 'settling' : 'unpaid',
    via: entry.via ?? 'candidate',
    takenAt: iso(entry.takenAt),
    deadlineAt: paid ? null : iso(entry.deadlineAt),
    paidAt: entry.paidAt === undefined ? null : iso(entry.paidAt),
  };
}

/** Shows room and seat only from the print time on: until then the arrangement may still be checked. */
function arrangementView(
  given: RoomSeatRecord | undefined,
  told: boolean,
): Pick<z.infer<typeof entrySchema>, 'arrangement' | 'seat'> {
  if (!given) return { arrangement: 'notArranged', seat: null };
  const { ticketNumber, room, seat } = given;
  return {
    arrangement: 'arranged',
    seat: told ? { ticketNumber, room: roomName(room), seat: seatName(seat) } : null,
  };
}

function ticketView(facts: RegistrationFacts, seats: Map<string, RoomSeatRecord>, mode: Mode, now: Date) {
  const window = facts.ticketWindows[mode];
  return {
    window: window && periodView(window),
    refusal: ticketsFor(facts, seats, mode, now).refusal,
  };
}

function opened(window: Period | null, now: Date): boolean {
  return window !== null && window.opensAt <= now.getTime();
}

function campusCodesIn(home: string, state: Registration, orderRows: OrderRecord[]): string[] {
  const ordered = orderRows.flatMap((order) => order.lines.map((line) => line.campus));
  return [
    ...new Set([
      home,
      ...state.entries.map((entry) => entry.campus),
      ...state.waitlist.map((wait) => wait.campus),
      ...ordered,
    ]),
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
