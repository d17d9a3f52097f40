import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { seatLedger } from '../../../db/schema/index.ts';
import { startPlatform } from '../../support/platform.ts';
import { expectLedgerRight } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, type Answer, mintCandidate, mintPlace } from '../../support/walk.ts';

/** More than the API has under way at a time, so that some wait for their turn. */
const CANDIDATES = 100;
const SEATS = 25;
const platform = await startPlatform({ clock: systemClock });

/** Sends the same request again when told that the platform is busy, as a browser does. */
async function insistently<Body>(ask: (key: string) => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const key = randomUUID();
  for (;;) {
    const answer = await ask(key);
    if (answer.ok || (answer.status !== 503 && answer.code !== 'COMMAND_IN_FLIGHT')) return answer;
  }
}

it(`${CANDIDATES} candidates at once for ${SEATS} seats: each seat goes to one, everybody else is told`, async () => {
  const place = await mintPlace(platform);
  const { id } = await platform.mint.offering(place.examSessionId, place.campus.code, '1', {
    capacity: SEATS,
  });
  const candidates = await Promise.all(
    Array.from({ length: CANDIDATES }, () => mintCandidate(platform, place)),
  );
  await Promise.all(candidates.map(async (candidate) => accepted(await insistently(candidate.save))));

  const answers = await Promise.all(
    candidates.map((candidate) => insistently((key) => candidate.select([id], key))),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(SEATS);
  expect(answers.filter((answer) => !answer.ok && answer.code === 'POOL_FULL')).toHaveLength(
    CANDIDATES - SEATS,
  );
  expect(await seatsOf(platform, id)).toMatchObject({ free: 0, held: SEATS, paid: 0 });
  const moves = await platform.db.select().from(seatLedger).where(eq(seatLedger.offeringId, id));
  expect(new Set(moves.map((move) => move.registrationId)).size).toBe(SEATS);
  expect(moves).toHaveLength(SEATS);
  await expectLedgerRight(platform, id);
}, 120_000);
