import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';
import { serveJobs } from '../processes/jobs.ts';
import type { Argon2Jobs } from './argon2-jobs.ts';

/** The most that Node's own threads take at once. */
const THREADS = 4;

/** Checks a password over and over on all cores, and does nothing else. */
serveJobs<Argon2Jobs>({
  async verify({ passwordHash, password, ms }) {
    const startedAt = performance.now();
    let count = 0;
    const check = async () => {
      while (performance.now() - startedAt < ms) {
        await verify(passwordHash, password);
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: Math.min(THREADS, availableParallelism()) }, check));
    return { perSecond: (count * 1_000) / (performance.now() - startedAt) };
  },
});
