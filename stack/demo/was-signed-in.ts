import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { staffSessions } from '../../db/schema/index.ts';
import { SIGN_IN_LIFE } from '../../domain/passport/sign-in-life.ts';
import type { Instant } from '../../domain/time.ts';

/** Signs somebody of staff in for a time that ends now: only who was signed in has decided or submitted (`guard_signed_in`). */
export async function wasSignedIn(
  db: Database,
  account: string,
  { forMs, now }: { forMs: number; now: Instant },
): Promise<void> {
  const createdAt = now - Math.min(forMs, SIGN_IN_LIFE.staff.absolute);
  await db
    .insert(staffSessions)
    .values({ tokenHash: randomUUID(), account, createdAt, lastUsedAt: createdAt, expiresAt: now });
}
