import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { registrations, seatLedger, seatPools } from '../../db/schema/index.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import { accepted, type Candidate, candidateOf } from '../candidate.ts';
import { fillPeople, fillPlace, type Place } from '../fill.ts';
import { exactly, type Measure, stated } from '../measure.ts';
import type { Platform } from '../platform.ts';

const SEATS = 50;
const CANDIDATES = 200;
const SAVED_AT_ONCE = 10;
const TRY_AGAIN_MS = 200;
/** The answers on which a browser asks again with the same key: the platform has too much to do, or is still at it. */
const TRY_AGAIN = [409, 429, 503];

/** Everybody wants one of few seats in the same moment. */
export const rush: Measure = {
  id: '4a',
  title: `${CANDIDATES} candidates at once on ${SEATS} seats`,
  async run({ platform, signal, say }) {
    const place = await fillPlace(platform, { capacity: SEATS });
    const people = await fillPeople(platform, place, CANDIDATES);
    const candidates = people.map((person) => candidateOf(platform.addresses, place, person));
    say(`saving ${CANDIDATES} registrations`);
    for (let from = 0; from < CANDIDATES; from += SAVED_AT_ONCE) {
      signal.throwIfAborted();
      const saving = candidates.slice(from, from + SAVED_AT_ONCE).map((candidate) => candidate.save());
      for (const answer of await Promise.all(saving)) accepted(answer);
    }
    const startedAt = performance.now();
    const answers = await Promise.all(candidates.map((candidate) => selectForSure(candidate, signal)));
    const seconds = (performance.now() - startedAt) / 1000;

    const { held, twice } = await seatsGiven(platform, place);
    const refused = answers.filter((code) => code === 'POOL_FULL').length;
    const figure = (name: string, value: number, unit = '') => ({
      id: '4a',
      name: `rush: ${name}`,
      value,
      unit,
    });
    return [
      exactly(figure('seats held', held), SEATS),
      exactly(figure('refused as full', refused), CANDIDATES - SEATS),
      exactly(figure('seats given twice or lost', twice), 0),
      stated(figure('until the last answer', Math.round(seconds * 10) / 10, 's')),
    ];
  },
};

async function selectForSure(candidate: Candidate, signal: AbortSignal): Promise<string> {
  const key = randomUUID();
  for (;;) {
    const answer = await candidate.select(key);
    if (answer.ok) return 'TAKEN';
    if (answer.code === 'POOL_FULL' || !TRY_AGAIN.includes(answer.status)) return answer.code;
    await delay(TRY_AGAIN_MS, undefined, { signal });
  }
}

/**
 * Counts the seats held by the records; any disagreement of records, counters and ledger means one given twice or lost.
 */
async function seatsGiven({ db }: Platform, { examSessionId, offeringId }: Place) {
  const [[pool], moves, records] = await Promise.all([
    db.select().from(seatPools).where(eq(seatPools.offeringId, offeringId)),
    db.select().from(seatLedger).where(eq(seatLedger.offeringId, offeringId)),
    db
      .select({ state: registrations.state })
      .from(registrations)
      .where(eq(registrations.examSessionId, examSessionId)),
  ]);
  const counted = pool?.held ?? 0;
  const entries = records.map(({ state }) => liveEntries(state).length);
  const held = entries.reduce((total, count) => total + count, 0);
  const ledger = moves.filter((move) => move.to === 'held').length;
  const doubled = entries.filter((count) => count > 1).length;
  return { held, twice: Math.abs(held - counted) + Math.abs(held - ledger) + doubled };
}
