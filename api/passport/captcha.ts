import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { z } from 'zod';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { spendCaptcha } from '../../db/passport/spend-captcha.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { ApiError } from '../http/errors.ts';
import type { captchaChallengeSchema } from './schemas.ts';

const LIFE_MS = 10 * MINUTE_MS;

/** The most hashes to try, on average half of them: a fraction of a second on a phone, but expensive by the million. */
const MAX_NUMBER = 30_000;

const ALGORITHM = 'SHA-256';

const payloadSchema = z.object({
  algorithm: z.literal(ALGORITHM),
  challenge: z.string().regex(/^[0-9a-f]{64}$/),
  number: z.number().int().min(0).max(MAX_NUMBER),
  salt: z.string().max(200),
  signature: z.string().max(128),
});

export interface Captcha {
  challenge(): Promise<z.infer<typeof captchaChallengeSchema>>;
  /** Accepts a solution once. @throws ApiError CAPTCHA_WRONG, CAPTCHA_USED */
  spend(solution: string): Promise<void>;
}

/** Creates a proof of work in place of pictures: there is nothing to see or hear, so it excludes nobody. */
export function createCaptcha(deps: {
  db: Database;
  clock: Clock;
  captchaKey: string;
  /** The most hashes to try; fewer where the work is not what is tested. */
  maxNumber?: number;
}): Captcha {
  const { db, clock, captchaKey: hmacKey, maxNumber = MAX_NUMBER } = deps;
  return {
    async challenge() {
      const expires = clock.now() + LIFE_MS;
      const challenge = await createChallenge({
        algorithm: ALGORITHM,
        maxnumber: maxNumber,
        hmacKey,
        expires: new Date(expires),
      });
      return { ...challenge, maxnumber: maxNumber };
    },

    async spend(solution) {
      const payload = parsePayload(solution);
      // The library would compare the expiry with the system clock, so it is checked by our own clock below.
      if (!payload || !(await verifySolution(payload, hmacKey, false))) throw refused('CAPTCHA_WRONG');
      const expiresAt = Number(extractParams(payload).expires) * 1000;
      if (!(expiresAt > clock.now())) throw refused('CAPTCHA_WRONG');
      if (!(await spendCaptcha(db, payload.challenge, expiresAt))) throw refused('CAPTCHA_USED');
    },
  };
}

function refused(code: 'CAPTCHA_WRONG' | 'CAPTCHA_USED'): ApiError {
  return new ApiError(code, {
    fields: [{ path: 'body.captcha', code: code === 'CAPTCHA_USED' ? 'used' : 'wrong' }],
  });
}

function parsePayload(solution: string) {
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(solution, 'base64').toString('utf8')));
    return parsed.success ? { ...parsed.data, took: 0 } : null;
  } catch {
    return null;
  }
}
