import { eq } from 'drizzle-orm';
import { type Actor, actorParts, candidateActor, staffActor } from '../../domain/actor.ts';
import type { Reader } from '../reader.ts';
import { emailVerifications, passwordResets, signInLinks, staffLinks } from '../schema/index.ts';
import type { ShownToken } from '../tokens.ts';

/** The mailed links, by what they do. */
export type MailedLinkKind = 'passwordReset' | 'emailVerification' | 'signIn' | 'staff';

const PASSPORT_LINKS = { passwordReset: passwordResets, emailVerification: emailVerifications };

/** Finds whose a mailed link is or was, whatever became of it since; null for one that was never mailed. */
export async function linkHolder(db: Reader, kind: MailedLinkKind, token: ShownToken): Promise<Actor | null> {
  const holder = await holderOf(db, kind, token.tokenHash);
  if (holder === null || kind === 'passwordReset' || kind === 'emailVerification') return holder;
  // What signs somebody in is bound to them: another one's row proves nothing.
  return token.isOf(holder) ? holder : null;
}

async function holderOf(db: Reader, kind: MailedLinkKind, tokenHash: string): Promise<Actor | null> {
  if (kind === 'signIn') {
    const [link] = await db
      .select({ holder: signInLinks.holder })
      .from(signInLinks)
      .where(eq(signInLinks.tokenHash, tokenHash));
    return link && ['candidate', 'staff'].includes(actorParts(link.holder).kind) ? link.holder : null;
  }
  if (kind === 'staff') {
    const [link] = await db
      .select({ account: staffLinks.account })
      .from(staffLinks)
      .where(eq(staffLinks.tokenHash, tokenHash));
    return link ? staffActor(link.account) : null;
  }
  const links = PASSPORT_LINKS[kind] as typeof passwordResets;
  const [link] = await db
    .select({ passportId: links.passportId })
    .from(links)
    .where(eq(links.tokenHash, tokenHash));
  return link ? candidateActor(link.passportId) : null;
}
