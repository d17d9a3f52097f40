import type { Transaction } from '../../db/connect.ts';
import { seasonAt, type SeasonOf, seasonsIn } from '../../db/exam-session/season-in-transaction.ts';
import type { Seasons } from '../../db/exam-session/seasons.ts';
import { readPresent } from '../../db/registration/read-to-decide.ts';
import { isClosedByGateway, isSentByGateway } from '../../db/registration/gateway-proof.ts';
import { isProven } from '../../db/registration/payment-proof.ts';
import type { Vault } from '../../db/vault.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import type { Command, Occurrence, Payment } from '../../domain/registration/commands.ts';
import { decide, decideOccurrence } from '../../domain/registration/decide/index.ts';
import {
  offeringsAsked,
  requestOf,
  type RegistrationOnRoll,
  withPresentFacts,
} from '../../domain/registration/present-facts.ts';
import { campusesOf } from '../../domain/registration/registration-ends.ts';
import type { Accepted, Decision } from '../../domain/registration/decide/decision.ts';
import type { Decided, DecidedCommand } from './decided.ts';
import { NothingWritten, refuse } from './nothing-written.ts';
import { readPresentEnds } from './present-ends.ts';
import { readPromotionFacts } from './promotion.ts';
import { readReinstatementFacts } from './reinstatement.ts';

/**
 * Decides again, in the transaction of the effect, by what the database knows at this moment: what a message said of
 * prices, windows, eligibility or money counts for nothing.
 * @throws NothingWritten when that decision is another one
 */
export async function checkCause(
  tx: Transaction,
  vault: Vault,
  decided: Decided,
  seasons: Seasons,
): Promise<void> {
  const { cause, command, events } = decided;
  const again =
    'commandId' in cause
      ? await decideCommand(tx, cause, decided, seasons)
      : await decideOccurred(tx, vault, cause, decided, seasons);
  const isSame =
    again?.kind === 'accepted' &&
    isEqual(outcomeOf(again, command), outcomeOf({ events, ...command }, command));
  if (!isSame) refuse('FACTS_CHANGED');
}

/** What others see of a decision: a command also has an answer. */
function outcomeOf(
  { events, code, rows }: Partial<Pick<Accepted, 'events' | 'code' | 'rows'>>,
  command: DecidedCommand | undefined,
) {
  return command ? { events, code, rows } : { events };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Decides a command again. A change of settings that it does not depend on makes no other decision, however often there
 * is one. The settings are read after the transaction's first write, its lock: whoever sweeps for what a change has
 * moved waits for every transaction that read before it.
 */
async function decideCommand(
  tx: Transaction,
  command: Command,
  { before, at, registrationId, examSessionId, campusCode }: Decided,
  seasons: Seasons,
): Promise<Decision | null> {
  const request = requestOf(command);
  const campuses = campusCode === undefined ? [] : campusesOf(before, campusCode);
  const where = { registrationId, examSessionId };
  const present = await readPresent(tx, where, campuses, offeringsAsked(request));
  if (!present) return null;
  const { roll, extraWindow, versions } = present;
  const season = seasonFor(seasonAt(seasons, examSessionId, versions), extraWindow);
  const onRoll: RegistrationOnRoll = {
    registrationId,
    // A registration that is gone, or not yet there, is saved for the campus of its roll entry.
    campusCode: before.passportId === null ? roll.campusCode : (campusCode ?? roll.campusCode),
    registration: before,
    roll,
  };
  const current = withPresentFacts(request, season, onRoll, at);
  return current && decide(before, current, at);
}

async function decideOccurred(
  tx: Transaction,
  vault: Vault,
  occurrence: Occurrence,
  decided: Decided,
  seasons: Seasons,
): Promise<ReturnType<typeof decideOccurrence>> {
  if (!(await isTrue(tx, vault, occurrence, decided))) throw new NothingWritten({ kind: 'unproven' });
  const present = await atPresent(tx, occurrence, decided, seasonsIn(tx, seasons));
  return decideOccurrence(decided.before, present, decided.at);
}

/** Tells whether a gateway itself has said what is said of it here: where money and seats hang on it, its rows count. */
async function isTrue(
  tx: Transaction,
  vault: Vault,
  occurrence: Occurrence,
  { events }: Decided,
): Promise<boolean> {
  if (occurrence.type === 'refundDone') return isSentByGateway(tx, occurrence);
  const payment = paymentIn(occurrence);
  if (payment) return isProven(tx, vault, payment);
  if (occurrence.type !== 'orderChecked' || !events.some(({ type }) => type === 'orderClosed')) return true;
  return isClosedByGateway(tx, occurrence.orderNo);
}

/** The money that an occurrence reports, if any. */
function paymentIn(occurrence: Occurrence): Payment | null {
  return occurrence.type === 'paymentNotified' || occurrence.type === 'orderChecked'
    ? occurrence.payment
    : null;
}

async function atPresent(
  tx: Transaction,
  occurrence: Occurrence,
  decided: Decided,
  seasonOf: SeasonOf,
): Promise<Occurrence> {
  const { registrationId, examSessionId, events, at } = decided;
  if (occurrence.type === 'seatOffered')
    return { ...occurrence, facts: await readPromotionFacts(tx, seasonOf, occurrence.waitlistEntryId) };
  const current = await withPresentEnds(tx, seasonOf, occurrence, decided);
  const reinstated = events.flatMap((event) => (event.type === 'entryReinstated' ? [event.entryId] : []));
  if (reinstated.length === 0 || !('reinstatement' in current)) return current;
  const facts = { registrationId, examSessionId, entryIds: reinstated, at };
  const { windowsOpen } = await readReinstatementFacts(tx, seasonOf, facts);
  // Whether a seat is free is decided by taking it.
  return { ...current, reinstatement: { windowsOpen, seatsFree: true } };
}

/** Replaces the ends by which something ends, or has moved, by those of this moment. */
async function withPresentEnds(
  tx: Transaction,
  seasonOf: SeasonOf,
  occurrence: Occurrence,
  { registrationId: id, examSessionId, campusCode, before, events }: Decided,
): Promise<Occurrence> {
  const isByTime =
    occurrence.type === 'endsMoved' ||
    occurrence.type === 'deadlineReached' ||
    (occurrence.type === 'orderChecked' &&
      (occurrence.ends !== undefined ||
        events.some((event) => event.type === 'entryReleased' && event.reason === 'expired')));
  if (!isByTime || campusCode === undefined) return occurrence;
  return {
    ...occurrence,
    ends: await readPresentEnds(tx, seasonOf, { id, examSessionId, campusCode, state: before }),
  };
}
