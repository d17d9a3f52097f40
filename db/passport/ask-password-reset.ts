import { HOUR_MS, type Instant } from '../../domain/time.ts';
import { eq } from 'drizzle-orm';
import { VISITOR, candidateActor } from '../../domain/actor.ts';
import type { ResetAsked } from '../../domain/messages/message.ts';
import { passwordLinkKey, passwordLinkMail } from '../../domain/passport/mails.ts';
import type { Database, Transaction } from '../connect.ts';
import { leaveMessage, leaveMessages } from '../messages/leave-message.ts';
import { recordAudit } from '../record-audit.ts';
import { passports, passwordResets } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { countAttempt } from '../attempts.ts';
import { type AccountIndex, findSignInPassport } from './find-sign-in-passport.ts';
import { isVoidedSince } from './voided-since.ts';

export interface ResetLink {
  token: string;
  tokenHash: string;
  expiresAt: Instant;
}

/**
 * Leaves a request for a link to the relay. Nothing is looked up here, so that the answer takes equally long whether
 * there is such an account or not.
 */
export async function askPasswordReset(
  db: Database,
  vault: Vault,
  account: ResetAsked['account'],
  link: ResetLink,
  now: Instant,
): Promise<void> {
  const { token, tokenHash, expiresAt } = link;
  const key = `resetAsked/${tokenHash}`;
  const message = {
    kind: 'resetAsked',
    account,
    tokenHash,
    sealedToken: vault.seal(SEALED.sealedToken(passwordLinkKey(tokenHash)), token),
    askedAt: now,
    expiresAt: expiresAt,
  } as const;
  await leaveMessages(db, [{ key, subject: key, message, dueAt: now }]);
}

/** The most mails an hour to an address that nobody has proved, whichever passports say that it is theirs. */
const MAILS_TO_UNPROVED = { points: 5, milliseconds: HOUR_MS, blockMilliseconds: null };

async function mayHaveMore(tx: Transaction, emailIndex: string, now: Instant): Promise<boolean> {
  return (
    (await countAttempt(tx, [{ key: `passwordResetMail:${emailIndex}`, ...MAILS_TO_UNPROVED }], now)) === null
  );
}

/**
 * Makes the link that was asked for and leaves its mail, if an account name means a passport whose password is still the
 * one that was forgotten. Doing it again changes nothing.
 */
export async function mailPasswordReset(
  db: Database,
  vault: Vault,
  asked: ResetAsked & { account: AccountIndex },
  now: Instant,
): Promise<void> {
  const { account, tokenHash, sealedToken, askedAt, expiresAt } = asked;
  await db.transaction(async (tx) => {
    const passportId = (await findSignInPassport(tx, vault, account))?.id;
    const audited = { actor: VISITOR, action: 'passwordResetAsked', happenedAt: askedAt } as const;
    if (passportId === undefined) {
      await recordAudit(tx, { ...audited, target: candidateActor('unknown') });
      return;
    }
    const [passport] = await tx
      .select({ emailIndex: passports.emailIndex, emailVerifiedAt: passports.emailVerifiedAt })
      .from(passports)
      .where(eq(passports.id, passportId));
    if (await isVoidedSince(tx, candidateActor(passportId), askedAt)) return;
    if (passport!.emailVerifiedAt === null && !(await mayHaveMore(tx, passport!.emailIndex, now))) return;
    const made = await tx
      .insert(passwordResets)
      .values({
        tokenHash,
        passportId,
        emailIndex: passport!.emailIndex,
        createdAt: now,
        expiresAt,
      })
      .onConflictDoNothing()
      .returning({ tokenHash: passwordResets.tokenHash });
    if (made.length === 0) return;
    await leaveMessage(tx, passwordLinkMail({ passportId, tokenHash, expiresAt }, sealedToken), now);
    await recordAudit(tx, { ...audited, target: candidateActor(passportId) });
  });
}
