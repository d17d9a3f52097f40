import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Sql } from 'postgres';
import type { Database } from '../../db/connect.ts';
import { ATTEMPTS_TABLE } from '../../db/schema/index.ts';
import { ApiError } from './errors.ts';

/** Tries (`points`) per `duration` in seconds; further ones are refused for the rest of it, or for `blockDuration`. */
const LIMITS = {
  /** Slows guessing at one account down. */
  signInPace: { points: 5, duration: 60 },
  /** Locks an account that is being guessed at. */
  signInLock: { points: 20, duration: 3_600, blockDuration: 1_800 },
  /** Limits an address, but widely: a whole campus may share one. */
  signInAddress: { points: 300, duration: 600 },
  /** Limits printing without signing in: guesses at the name that goes with an ID number; the address again widely. */
  quickPrintPerson: { points: 10, duration: 3_600 },
  quickPrintAddress: { points: 300, duration: 600 },
  /** Limits the rooms whose tickets one member of staff prints: enough for a large campus at one go. */
  roomTickets: { points: 300, duration: 600 },
  verificationMail: { points: 5, duration: 3_600 },
  /** Limits the links requested with one account name, from anywhere. */
  passwordReset: { points: 5, duration: 3_600 },
  /** Limits guesses at the name that goes with an ID number. */
  accountRecovery: { points: 5, duration: 3_600 },
  /** Limits requests without signing in from one address, again widely. */
  recoveryAddress: { points: 100, duration: 600 },
  profileChange: { points: 10, duration: 86_400 },
  /** Limits texts, which cost money, and reach people who may not have asked for them. */
  textPace: { points: 1, duration: 60 },
  textPassport: { points: 10, duration: 86_400 },
  textMobile: { points: 5, duration: 86_400 },
};

export type LimitName = keyof typeof LIMITS;

export interface AttemptLimits {
  /** Counts a try before it is made, so that simultaneous ones count too. @throws ApiError TOO_MANY_ATTEMPTS */
  count(name: LimitName, key: string): Promise<void>;
  /** Takes back the count of a try that turned out to be fine. */
  forgive(name: LimitName, key: string): Promise<void>;
  /** Forgets all tries of a key. */
  reset(name: LimitName, key: string): Promise<void>;
}

/** Counts tries in PostgreSQL, so that they hold across processes. Keys are hashes or addresses, never names. */
export function createAttemptLimits(db: Database): AttemptLimits {
  const client = (db as Database & { $client: Sql }).$client;
  const storeClient = {
    async query(statement: { text: string; values?: (string | number | null)[] }) {
      const rows = await client.unsafe(statement.text, statement.values ?? []);
      return { rows, rowCount: rows.count };
    },
  };
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([keyPrefix, limit]) => [
      keyPrefix,
      new RateLimiterPostgres({
        ...limit,
        keyPrefix,
        storeClient,
        storeType: 'client',
        tableName: ATTEMPTS_TABLE,
        tableCreated: true,
      }),
    ]),
  ) as Record<LimitName, RateLimiterPostgres>;

  return {
    async count(name, key) {
      try {
        await limiters[name].consume(key);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new ApiError('TOO_MANY_ATTEMPTS', {
          retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
        });
      }
    },
    async forgive(name, key) {
      await limiters[name].reward(key);
    },
    async reset(name, key) {
      await limiters[name].delete(key);
    },
  };
}
