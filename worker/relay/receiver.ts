import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { type OutboxMessage, passports, type PassportPersonal } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';

/**
 * Where a message goes: what it names itself, else what the passport has at this moment, so that it is never kept beside
 * the message. Null when there is no such passport.
 */
export async function receiverOf(
  { db, vault }: { db: Database; vault: Vault },
  { passportId, sealedTo }: Extract<OutboxMessage, { passportId: string }>,
  kind: 'email' | 'mobile',
): Promise<string | null> {
  if (sealedTo !== undefined) return vault.open<string>('outbox', sealedTo);
  const [passport] = await db
    .select({ personal: passports.personal })
    .from(passports)
    .where(eq(passports.id, passportId));
  return passport ? vault.open<PassportPersonal>('passport', passport.personal)[kind] : null;
}
