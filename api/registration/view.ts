import type { z } from '@hono/zod-openapi';
import type { OrderRecord } from '../../db/registration/orders-of-person.ts';
import type { EntrySeat, ShownRegistration } from '../../db/registration/read-shown.ts';
import { openSnapshot } from '../../db/roll/sealed-roll.ts';
import { acceptedAt } from '../../domain/exam-session/agreement-texts.ts';
import { campusNamed, findOffering, type Season, subjectNamed } from '../../domain/exam-session/season.ts';
import { roomName, seatName } from '../../domain/registration/room-seat.ts';
import { actionsOf, cancelRefusal } from '../../domain/registration/actions.ts';
import { unpayableReason } from '../../domain/registration/decide/orders.ts';
import { deadlineOf, waitGoesAt } from '../../domain/registration/deadlines.ts';
import { paymentStateOf } from '../../domain/registration/payment-state.ts';
import {
  type Entry,
  isEntrySettling,
  liveEntries,
  type Registration,
} from '../../domain/registration/state.ts';
import { transcriptsOf } from '../../domain/registration/transcript.ts';
import type { Mode } from '../../domain/subjects.ts';
import { type Instant, isoInstant, isWithin, type Period } from '../../domain/time.ts';
import { ticketFor, ticketsFor } from './tickets-for.ts';
import type { ApiDependencies } from '../context.ts';
import { extraWindowView } from './extra-window-view.ts';
import { registrationFacts } from './facts.ts';
import type { entrySchema, orderSchema, registrationSchema } from './schemas.ts';
import { bilingual, periodView } from '../http/views.ts';
import { photoDecisionView, rollView } from '../roll/view.ts';
import { campusView, subjectView } from '../exam-session/view.ts';

export type RegistrationViewModel = z.infer<typeof registrationSchema>;
type OrderView = z.infer<typeof orderSchema>;

/** Shows 报名信息 as the candidate sees it, from the committed record. */
export function registrationView(
  { vault, clock }: Pick<ApiDependencies, 'vault' | 'clock'>,
  season: Season,
  shown: ShownRegistration,
): RegistrationViewModel {
  const { record, orders } = shown;
  const facts = registrationFacts(season, record, shown.photo.photoState);
  const { actionFacts, ticketWindows } = facts;
  const { state } = record;
  const now = clock.now();
  const { examSession, subjects, texts } = season;
  const seats = new Map(shown.seats.map((seat) => [seat.entryId, seat]));
  const positionOf = new Map(shown.positions.map((wait) => [wait.waitlistEntryId, wait.position]));
  const entries = liveEntries(state);
  const written = paymentStateOf(state, 'written');
  const oral = paymentStateOf(state, 'oral');
  if (record.snapshot === null) throw new Error(`registration ${record.id} has no snapshot`);
  const ticketView = (mode: Mode) => ({
    window: ticketWindows[mode] && periodView(ticketWindows[mode]),
    refusal: ticketsFor(facts, seats, mode, now).refusal,
  });
  return {
    id: record.id,
    version: record.version,
    examSession: { id: examSession.id, name: bilingual(examSession) },
    stage: record.stage,
    savedAt: isoInstant(state.savedAt),
    keepUntilAt: entries.length === 0 && state.waitlist.length === 0 ? isoInstant(state.keepUntilAt) : null,
    registrationWindow: actionFacts.registrationWindow && periodView(actionFacts.registrationWindow),
    extraWindow: season.extra ? extraWindowView(season.extra) : null,
    managementEndsAt: isoInstant(actionFacts.ends.managementEndsAt),
    transcriptsUntilAt: isoInstant(
      actionFacts.transcriptWindows.find((window) => isWithin(window, now))?.closesAt,
    ),
    withdrawing: state.withdrawing,
    roll: rollView(
      openSnapshot(vault, { id: record.id, snapshot: record.snapshot }),
      campusNamed(season, record.campusCode),
    ),
    photoId: record.photoId,
    photo: photoDecisionView(shown.photo),
    entries: entries.map((entry) => ({
      ...entryView(state, entry, season),
      ...arrangementView(seats.get(entry.id), opened(ticketWindows[entry.mode], now)),
      ticket: ticketFor(facts, entry, seats, now),
      payRefusal: entry.state === 'paid' ? null : unpayableReason(state, entry, now),
      cancelRefusal: cancelRefusal(state, entry.id, actionFacts, now),
    })),
    waitlist: state.waitlist.map((wait) => ({
      id: wait.id,
      subject: subjectView(subjectNamed(season, wait.subject)),
      campus: campusView(campusNamed(season, wait.campus)),
      feeFen: wait.feeFen,
      ...examTimeView(season, wait.offeringId),
      joinedAt: isoInstant(wait.joinedAt),
      position: positionOf.get(wait.id) ?? null,
      endsAt: isoInstant(waitGoesAt(state, wait)),
    })),
    lastWait: overWaitView(season, shown.lastWait),
    orders: orders.map((order) => ({
      ...orderView(order, season),
      askedAt: isoInstant(order.askedAt),
    })),
    payment: { written, oral },
    transcripts: transcriptsOf(state, actionFacts.transcriptWindows, now),
    quickPrint: state.quickPrint,
    tickets: { written: ticketView('written'), oral: ticketView('oral') },
    progress: {
      agreement: acceptedAt(shown.acceptances, texts, now) !== null,
      eligibilityQuery: true,
      eligibilityConfirmed: true,
      writtenSelected: written.state !== 'none',
      writtenPaid: written.state === 'paid',
      oralSelected: oral.state !== 'none',
      oralPaid: oral.state === 'paid',
    },
    actions: actionsOf(state, actionFacts, subjects, now),
  };
}

function overWaitView(
  season: Season,
  last: ShownRegistration['lastWait'],
): RegistrationViewModel['lastWait'] {
  const offering = last && findOffering(season, last.offeringId);
  if (!offering || last.state === 'waiting') return null;
  return {
    subject: subjectView(subjectNamed(season, offering.subjectCode)),
    campus: campusView(campusNamed(season, offering.campusCode)),
    state: last.state,
  };
}

export function orderView(order: OrderRecord, season: Season): OrderView {
  const { orderNo, gateway, mode, state, amountFen, tradeNo } = order;
  return {
    orderNo,
    gateway,
    mode,
    state,
    amountFen,
    tradeNo,
    lines: order.lines.map(({ subject, campus, feeFen }) => ({
      subject: subjectView(subjectNamed(season, subject)),
      campus: campusView(campusNamed(season, campus)),
      feeFen,
    })),
    openedAt: isoInstant(order.openedAt),
    expiresAt: isoInstant(order.expiresAt),
    paidAt: isoInstant(order.paidAt),
    refund: order.refund && {
      reason: order.refund.reason,
      amountFen: order.refund.amountFen,
      requestedAt: isoInstant(order.refund.requestedAt),
      doneAt: isoInstant(order.refund.doneAt),
    },
  };
}

function entryView(
  state: Registration,
  entry: Entry,
  season: Season,
): Omit<z.infer<typeof entrySchema>, 'payRefusal' | 'cancelRefusal' | 'arrangement' | 'seat' | 'ticket'> {
  const paid = entry.state === 'paid';
  const settling = isEntrySettling(state, entry.id);
  return {
    id: entry.id,
    subject: subjectView(subjectNamed(season, entry.subject)),
    campus: campusView(campusNamed(season, entry.campus)),
    feeFen: entry.feeFen,
    state: paid ? 'paid' : settling ? 'settling' : 'unpaid',
    via: entry.via ?? 'candidate',
    ...examTimeView(season, entry.offeringId),
    takenAt: isoInstant(entry.takenAt),
    deadlineAt: paid || settling ? null : isoInstant(deadlineOf(state, entry)),
    paidAt: isoInstant(entry.paidAt),
  };
}

function examTimeView(
  season: Season,
  offeringId: number,
): Pick<z.infer<typeof entrySchema>, 'examStartsAt' | 'examEndsAt'> {
  const offering = findOffering(season, offeringId);
  return {
    examStartsAt: isoInstant(offering?.examStartsAt ?? null),
    examEndsAt: isoInstant(offering?.examEndsAt ?? null),
  };
}

/** Shows room and seat only from the print time on: until then the arrangement may still be checked. */
function arrangementView(
  given: EntrySeat | undefined,
  told: boolean,
): Pick<z.infer<typeof entrySchema>, 'arrangement' | 'seat'> {
  if (!given) return { arrangement: 'notArranged', seat: null };
  const { ticketNumber, room, seat } = given;
  return {
    arrangement: 'arranged',
    seat: told ? { ticketNumber, room: roomName(room), seat: seatName(seat) } : null,
  };
}

function opened(window: Period | null, now: Instant): boolean {
  return window !== null && window.opensAt <= now;
}
