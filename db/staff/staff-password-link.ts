import { staffActor, VISITOR } from '../../domain/actor.ts';
import type { ResetAsked } from '../../domain/messages/message.ts';
import { staffNewsMail } from '../../domain/staff/mails.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { endSignInsOfStaff } from '../passport/sign-ins.ts';
import { isVoidedSince } from '../passport/voided-since.ts';
import { recordAudit } from '../record-audit.ts';
import { staffAccountChanges } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { ShownToken } from '../tokens.ts';
import type { Vault } from '../vault.ts';
import { findTypedStaffAccount } from './find-staff-account.ts';
import { proveStaffEmail } from './own-staff-email.ts';
import { openStaffEmail } from './staff-email.ts';
import {
  leaveStaffMail,
  mailStaffLink,
  type StaffLinkRefusal,
  takeStaffLink,
  voidAllLinksOfStaff,
} from './staff-links.ts';

/**
 * Makes the link that somebody asked for and leaves its mail, if the name means an account whose owner has proved an
 * address. Doing it again changes nothing.
 */
export async function mailAskedStaffPassword(
  db: Database,
  vault: Vault,
  asked: ResetAsked & { account: { staff: string } },
  now: Instant,
): Promise<void> {
  const { tokenHash, sealedToken, askedAt, expiresAt } = asked;
  await db.transaction(async (tx) => {
    const staff = await findTypedStaffAccount(tx, asked.account.staff);
    const known =
      staff?.sealedEmail &&
      staff.emailVerifiedAt !== null &&
      !(await isVoidedSince(tx, staffActor(staff.account), askedAt));
    const audited = { actor: VISITOR, action: 'passwordResetAsked', happenedAt: askedAt } as const;
    if (!known) {
      await recordAudit(tx, { ...audited, target: staffActor('unknown') });
      return;
    }
    const { account, sealedEmail } = staff;
    const email = openStaffEmail(vault, account, sealedEmail!);
    const link = { purpose: 'password' as const, tokenHash, sealedToken, expiresAt };
    const to = { account, email, template: 'staffPasswordLink' as const };
    if (await mailStaffLink(tx, vault, link, to, now))
      await recordAudit(tx, { ...audited, target: staffActor(account) });
  });
}

/** Uses a mailed link once: sets a password, ends every sign-in and proves the address that the link was mailed to. */
export async function setStaffPasswordByLink(
  db: Database,
  vault: Vault,
  use: { token: ShownToken; passwordHash: string },
  now: Instant,
): Promise<StaffLinkRefusal | { account: string }> {
  const { token, passwordHash } = use;
  return db.transaction(async (tx) => {
    const link = await takeStaffLink(tx, vault, token, 'password', now);
    if (typeof link === 'string') return link;
    const { account } = link.staff;
    await tx
      .insert(staffAccountChanges)
      .values({ kind: 'passwordChanged', account, changedBy: account, changedAt: now, passwordHash });
    await proveStaffEmail(tx, vault, link, token.tokenHash, now);
    await endSignInsOfStaff(tx, account, now);
    await voidAllLinksOfStaff(tx, account, now);
    const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), link.email);
    await leaveStaffMail(
      tx,
      staffNewsMail('staffPasswordChanged', token.tokenHash, { account, sealTo }),
      now,
    );
    const actor = staffActor(account);
    await recordAudit(tx, { actor, action: 'passwordReset', target: actor, happenedAt: now });
    return { account };
  });
}
