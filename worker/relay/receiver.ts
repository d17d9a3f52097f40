import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { type OutboxMessage, passports, type PassportPersonal } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';

/** Far more rebinds than anybody has. */
const MAX_REBINDS = 20;

/**
 * Where a message goes: what it names itself, else what the passport, or the one it was rebound to, has at this moment,
 * so that it is never kept beside the message. Null when there is no such passport, and for a mobile nobody verified: it
 * may be somebody else's.
 */
export async function receiverOf(
  { db, vault }: { db: Database; vault: Vault },
  { passportId, sealedTo }: Extract<OutboxMessage, { passportId: string }>,
  kind: 'email' | 'mobile',
): Promise<string | null> {
  if (sealedTo !== undefined) return vault.open<string>('outbox', sealedTo);
  const passport = await passportNow(db, passportId);
  if (!passport || (kind === 'mobile' && passport.mobileVerifiedAt === null)) return null;
  return vault.open<PassportPersonal>('passport', passport.personal)[kind];
}

async function passportNow(db: Database, passportId: string) {
  let id = passportId;
  for (let rebinds = 0; rebinds < MAX_REBINDS; rebinds++) {
    const [passport] = await db
      .select({
        personal: passports.personal,
        mobileVerifiedAt: passports.mobileVerifiedAt,
        reboundTo: passports.reboundTo,
      })
      .from(passports)
      .where(eq(passports.id, id));
    if (!passport?.reboundTo) return passport ?? null;
    id = passport.reboundTo;
  }
  return null;
}
