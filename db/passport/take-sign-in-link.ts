import { eq } from 'drizzle-orm';
import { type ActorKind, actorParts } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import type { ShownToken } from '../tokens.ts';
import { signInLinks } from '../schema/index.ts';
import type { Shown } from './sign-ins.ts';
import { voidSignInLinks } from './void-sign-in-links.ts';

export type SignInLinkRefusal = 'SIGN_IN_LINK_INVALID' | 'SIGN_IN_LINK_USED' | 'SIGN_IN_LINK_EXPIRED';

/** A link that works: whom it signs in (passport id or staff account), and the address it was mailed to. */
export interface SignInLink {
  holderId: string;
  emailIndex: string;
  provinceCode: string | null;
  expiresAt: Instant;
}

/** Reads a link of candidates or of staff, or the reason why it signs nobody in. */
export async function readSignInLink(
  db: Reader,
  token: ShownToken,
  kind: ActorKind,
  now: Instant,
): Promise<SignInLinkRefusal | SignInLink> {
  const [link] = await db.select().from(signInLinks).where(eq(signInLinks.tokenHash, token.tokenHash));
  const holder = link && actorParts(link.holder);
  if (!link || holder?.kind !== kind || !token.isOf(link.holder)) return 'SIGN_IN_LINK_INVALID';
  if (link.usedAt !== null) return 'SIGN_IN_LINK_USED';
  if (link.expiresAt <= now) return 'SIGN_IN_LINK_EXPIRED';
  const { emailIndex, provinceCode, expiresAt } = link;
  return { holderId: holder.id, emailIndex, provinceCode, expiresAt };
}

/**
 * Uses a mailed link once: whoever it names is signed in, unless the account has another address since.
 * @param open signs in who is named; null when nothing of that holds any more
 */
export async function signInWithLink<SignedIn>(
  db: Pick<Database, 'transaction'>,
  link: { token: ShownToken; kind: ActorKind },
  open: (tx: Transaction, taken: SignInLink, shown: Shown) => Promise<SignedIn | null>,
  now: Instant,
): Promise<SignInLinkRefusal | SignedIn> {
  return db.transaction(async (tx) => {
    const taken = await takeSignInLink(tx, link.token, link.kind, now);
    if (typeof taken === 'string') return taken;
    return (await open(tx, taken, { linkMailedTo: taken.emailIndex })) ?? 'SIGN_IN_LINK_INVALID';
  });
}

/** Takes a link, once: with it, all others of the same account are spent. */
async function takeSignInLink(
  tx: Transaction,
  token: ShownToken,
  kind: ActorKind,
  now: Instant,
): Promise<SignInLinkRefusal | SignInLink> {
  const [row] = await tx
    .select({ holder: signInLinks.holder })
    .from(signInLinks)
    .where(eq(signInLinks.tokenHash, token.tokenHash))
    .for('update');
  const link = await readSignInLink(tx, token, kind, now);
  if (typeof link === 'string' || !row) return link;
  await voidSignInLinks(tx, row.holder, now);
  return link;
}
