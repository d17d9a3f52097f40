import { eq } from 'drizzle-orm';
import type { Clock } from '../config/clock.ts';
import type { Database } from './connect.ts';
import { payloadKeys } from './schema/index.ts';

/** Creates the registry of the keys that seal Temporal payloads: their ids alone, which say nothing about the keys. */
export function payloadKeyRegistry(db: Database, clock: Clock) {
  return {
    async register(keyId: string): Promise<void> {
      await db.insert(payloadKeys).values({ id: keyId, registeredAt: clock.now() }).onConflictDoNothing();
    },
    async isRegistered(keyId: string): Promise<boolean> {
      const [row] = await db
        .select({ id: payloadKeys.id })
        .from(payloadKeys)
        .where(eq(payloadKeys.id, keyId));
      return row !== undefined;
    },
  };
}
