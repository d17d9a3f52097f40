import { pino } from 'pino';
import { createActivities } from '../../activities/index.ts';
import { systemClock } from '../../config/clock.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createSeasons } from '../../db/exam-session/seasons.ts';
import { createVault } from '../../db/vault.ts';
import { holdBare } from '../bare/hold-bare.ts';
import { runClients } from './clients.ts';
import type { LoadJobs, SeatsDone } from './load-jobs.ts';

/** Carries decisions out that each take a seat, with the real activity. */
export async function holdSeats({
  clients,
  databaseUrl,
  keys,
  decisions,
  ms,
}: LoadJobs['holdSeats']['input']): Promise<SeatsDone> {
  const { db, close } = connectDatabase(databaseUrl, { poolSize: clients });
  const { applyDecision } = createActivities({
    db,
    seasons: createSeasons(db),
    vault: createVault(keys),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    gateways: {},
  });
  const left = decisions.values();
  try {
    return await rateOf(clients, ms, async () => {
      const { value: decision } = left.next();
      if (!decision) return false;
      const { kind } = await applyDecision(decision);
      if (kind !== 'applied') throw new Error(`a decision was not applied: ${kind}`);
      return true;
    });
  } finally {
    await close();
  }
}

/** Writes the same rows without anything else, over and over. */
export async function holdSeatsBare({
  clients,
  ...input
}: LoadJobs['holdSeatsBare']['input']): Promise<SeatsDone> {
  const bare = await holdBare(input, clients);
  try {
    return await rateOf(clients, input.ms, bare.hold);
  } finally {
    await bare.close();
  }
}

/** Does something until the time is over or nothing is left; the first tenth of the time does not count. */
async function rateOf(clients: number, ms: number, work: () => Promise<boolean>): Promise<SeatsDone> {
  const over = new AbortController();
  const startedAt = performance.now();
  const from = startedAt + ms / 10;
  let count = 0;
  let lastAt = from;
  await runClients(clients, over.signal, async () => {
    const done = await work();
    const now = performance.now();
    if (now - startedAt > ms) over.abort();
    else if (done && now > from) {
      count += 1;
      lastAt = now;
    }
    return done;
  });
  return { perSecond: (count * 1_000) / (lastAt - from) };
}
