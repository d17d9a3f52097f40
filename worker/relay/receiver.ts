import type { Database } from '../../db/connect.ts';
import { readReboundPassport } from '../../db/passport/read-rebound-passport.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { SEALED } from '../../db/sealed-places.ts';
import type { Vault } from '../../db/vault.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';

/**
 * Finds where a message goes: to the address it names itself, else to the one that the passport, or the passport it was
 * rebound to, has at this moment, so that addresses are never kept beside messages. Null when there is no such
 * passport, and for a mobile that nobody verified: it may be somebody else's.
 */
export async function receiverOf(
  { db, vault }: { db: Database; vault: Vault },
  key: string,
  { passportId, sealedTo, isUnproved }: Extract<OutboxMessage, { passportId: string }>,
  kind: 'email' | 'mobile',
): Promise<{ to: string; isProved: boolean } | null> {
  if (sealedTo !== undefined)
    return { to: vault.open<string>(SEALED.sealedTo(key), sealedTo), isProved: !isUnproved };
  const passport = await readReboundPassport(db, passportId);
  if (!passport || (kind === 'mobile' && passport.mobileVerifiedAt === null)) return null;
  const isProved = kind === 'mobile' || passport.emailVerifiedAt !== null;
  return { to: openPassport(vault, passport)[kind], isProved };
}
