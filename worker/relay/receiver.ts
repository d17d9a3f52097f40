import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { type OutboxMessage, passports, type PassportPersonal } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';

/** A limit far above the rebinds that anybody has. */
const MAX_REBINDS = 20;

/**
 * Finds where a message goes: to the address it names itself, else to the one that the passport, or the passport it was
 * rebound to, has at this moment, so that addresses are never kept beside messages. Null when there is no such
 * passport, and for a mobile that nobody verified: it may be somebody else's.
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
