import { SCORED_LANGUAGE } from '../../../../domain/subjects.ts';
import type {
  RegisteredFacts,
  ReviewFact,
  UnregisteredFacts,
} from '../../../../domain/registration/next-step/facts.ts';
import type { Period as Window } from '../../../../domain/time.ts';
import type {
  Eligibility,
  ExamSession,
  ExtraWindow,
  Mode,
  Order,
  Period,
  Registration,
} from '../../lib/api-types.ts';
import { isTranscriptMissing } from './transcripts.ts';
import { unpaidEntries } from './unpaid-entries.ts';

const MODES: Mode[] = ['written', 'oral'];

/** What a page knows of somebody without a registration. */
export interface KnownBefore {
  acceptedAt: string | null;
  /** The windows of their province; unset while it is not known. */
  province: Pick<ExamSession['provinces'][number], 'rollCheck' | 'registration'> | undefined;
  /** The window of their own in which they register late; null without one. */
  extra: ExtraWindow | null;
  /** The answer to this visit's query; unset before there is one. */
  eligibility: Pick<Eligibility, 'matches'> | undefined;
  /** Orders of a registration that is deleted. */
  orders: Pick<Order, 'refund'>[];
  review: ReviewFact;
}

/** Gathers the facts about the next step of somebody without a registration. */
export function factsBefore(known: KnownBefore): UnregisteredFacts {
  const { acceptedAt, province, extra, eligibility, orders, review } = known;
  const matches = eligibility?.matches ?? [];
  const match = matches.find(({ refusal }) => refusal === null) ?? matches[0];
  return {
    agreed: acceptedAt !== null,
    // Whoever registers late may look at once.
    rollCheckWindow: extra
      ? { opensAt: 0, closesAt: Date.parse(extra.closesAt) }
      : windowOf(province?.rollCheck),
    registrationWindow: windowOf(match?.registrationWindow ?? extra ?? province?.registration),
    roll: match ? { refusal: match.refusal } : eligibility ? 'none' : 'unknown',
    review,
    wasRegistered: orders.length > 0,
    isRefunded: orders.some(({ refund }) => refund !== null),
  };
}

/** Gathers the facts about the next step of somebody with a registration. */
export function factsOf(registration: Registration, review: ReviewFact): RegisteredFacts {
  const { entries, waitlist, actions, orders, keepUntilAt, tickets, progress } = registration;
  const pressing = new Map(unpaidEntries(entries).map(({ id, deadlineAt }) => [id, Date.parse(deadlineAt)]));
  const payRefusals: Record<Mode, string | null> = { written: actions.payWritten, oral: actions.payOral };
  return {
    agreed: progress.agreement,
    withdrawing: registration.withdrawing,
    keepUntilAt: keepUntilAt === null ? null : Date.parse(keepUntilAt),
    entries: entries.map(({ id, subject, state, via, payRefusal }) => ({
      id,
      mode: subject.mode,
      state,
      fromWaitlist: via === 'waitlist',
      deadlineAt: pressing.get(id) ?? null,
      payRefusal: payRefusal ?? payRefusals[subject.mode],
    })),
    openOrders: MODES.filter((mode) => orders.some((order) => order.mode === mode && order.state === 'open')),
    transcriptMissing: MODES.filter((mode) => isTranscriptMissing(registration, mode)),
    waits: waitlist.map(({ id, position, endsAt }) => ({
      id,
      isOffered: position === null,
      endsAt: Date.parse(endsAt),
    })),
    waitLapsed: isLapsed(registration),
    registrationWindow: windowOf(registration.registrationWindow),
    selectWritten: actions.selectWritten,
    selectOral: actions.selectOral,
    transcriptUntil: missingTranscriptUntil(registration),
    review,
    hasCet6: hasCet6(registration),
    tickets: {
      written: { window: windowOf(tickets.written.window), refusal: tickets.written.refusal },
      oral: { window: windowOf(tickets.oral.window), refusal: tickets.oral.refusal },
    },
  };
}

/** Tells whether the latest wait came to nothing, without its candidate's doing, and nothing took its place. */
function isLapsed({ entries, waitlist, lastWait }: Registration): boolean {
  if (lastWait === null || lastWait.state === 'cancelled') return false;
  const { level, mode } = lastWait.subject;
  return ![...entries, ...waitlist].some(({ subject }) => subject.level === level && subject.mode === mode);
}

/** Tells whether CET-6 is taken: then no re-check matters any more. */
function hasCet6({ entries }: Registration): boolean {
  return entries.some(
    ({ subject }) =>
      subject.mode === 'written' && subject.level === 6 && subject.language === SCORED_LANGUAGE,
  );
}

/** Finds when the choice of a transcript ends that something paid still lacks; null when nothing does. */
function missingTranscriptUntil({ entries, transcripts, transcriptsUntilAt }: Registration): number | null {
  const paid = entries.filter(({ state }) => state === 'paid').map(({ subject }) => subject.level);
  const lacks = transcripts.some(({ level, choice }) => choice === null && paid.includes(level));
  return lacks && transcriptsUntilAt !== null ? Date.parse(transcriptsUntilAt) : null;
}

function windowOf(period: Period | null | undefined): Window | null {
  return period ? { opensAt: Date.parse(period.opensAt), closesAt: Date.parse(period.closesAt) } : null;
}
