import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { type OutboxMessage, passports, type PassportPersonal } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';

/** Far more rebinds than anybody has. */
const MAX_REBINDS = 20;

/**
 * Where a message goes: what it names itself, else what the passport, or the one it was rebound to, has at this moment,
 * so that it is never kept beside the message. Null when there is no such passport.
 */
export async function receiverOf(
  { db, vault }: { db: Database; vault: Vault },
  { passportId, sealedTo }: Extract<OutboxMessage, { passportId: string }>,
  kind: 'email' | 'mobile',
): Promise<string | null> {
  if (sealedTo !== undefined) return vault.open<string>('outbox', sealedTo);
  const personal = await personalOf(db, passportId);
  return personal === null ? null : vault.open<PassportPersonal>('passport', personal)[kind];
}

async function personalOf(db: Database, passportId: string): Promise<string | null> {
  let id = passportId;
  for (let rebinds = 0; rebinds < MAX_REBINDS; rebinds++) {
    const [passport] = await db
      .select({ personal: passports.personal, reboundTo: passports.reboundTo })
      .from(passports)
      .where(eq(passports.id, id));
    if (!passport?.reboundTo) return passport?.personal ?? null;
    id = passport.reboundTo;
  }
  return null;
}
