import { and, count, eq, gt, isNull, sql } from 'drizzle-orm';
import { type Actor, VISITOR } from '../../domain/actor.ts';
import type { SignInLinkAsked } from '../../domain/messages/message.ts';
import { MAX_SIGN_IN_LINKS, stillLongSince } from '../../domain/passport/sign-in-link.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { signInLinks } from '../schema/index.ts';
import { isVoidedSince } from './voided-since.ts';

/**
 * Makes the link that was asked for, unless its owner has enough of them, or has changed their password since. Doing it
 * again changes nothing.
 * @returns whether the link is to be mailed
 */
export async function makeSignInLink(
  db: Database,
  asked: Pick<SignInLinkAsked, 'tokenHash' | 'provinceCode' | 'askedAt' | 'expiresAt'>,
  to: { holder: Actor; emailIndex: string },
  now: Instant,
): Promise<boolean> {
  const { tokenHash, provinceCode, askedAt, expiresAt } = asked;
  const { holder, emailIndex } = to;
  return db.transaction(async (tx) => {
    // Requests of one account one after the other, so that simultaneous ones count too.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in-link/${holder}`}, 0))`);
    const [known] = await tx
      .select({ usedAt: signInLinks.usedAt })
      .from(signInLinks)
      .where(eq(signInLinks.tokenHash, tokenHash));
    if (known) return known.usedAt === null;
    if (await isVoidedSince(tx, holder, askedAt)) return false;
    const [working] = await tx
      .select({ links: count() })
      .from(signInLinks)
      .where(
        and(
          eq(signInLinks.holder, holder),
          eq(signInLinks.emailIndex, emailIndex),
          isNull(signInLinks.usedAt),
          gt(signInLinks.createdAt, stillLongSince(now)),
        ),
      );
    if ((working?.links ?? 0) >= MAX_SIGN_IN_LINKS) return false;
    await tx
      .insert(signInLinks)
      .values({ tokenHash, holder, emailIndex, provinceCode, createdAt: askedAt, expiresAt });
    await recordAudit(tx, {
      actor: VISITOR,
      action: 'signInLinkMailed',
      target: holder,
      happenedAt: now,
    });
    return true;
  });
}
