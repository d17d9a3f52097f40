import { staffActor } from '../../domain/actor.ts';
import { staffNewsMail } from '../../domain/staff/mails.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { staffAccountChanges } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { ShownToken } from '../tokens.ts';
import type { Vault } from '../vault.ts';
import { findStaffAccount } from './find-staff-account.ts';
import { openStaffEmail, staffEmailColumns } from './staff-email.ts';
import {
  leaveStaffMail,
  mailStaffLink,
  type NewStaffLink,
  readStaffLink,
  type StaffLink,
  type StaffLinkRefusal,
  takeStaffLink,
  voidStaffLinks,
} from './staff-links.ts';

/**
 * Mails a link to an address that somebody of staff says is theirs, and tells the address that is proved; nothing changes until the link is
 * used. Earlier ones are void.
 */
export async function askStaffEmail(
  db: Database,
  vault: Vault,
  asked: { account: string; email: string; link: NewStaffLink },
  now: Instant,
): Promise<void> {
  const { account, email, link } = asked;
  await db.transaction(async (tx) => {
    await voidStaffLinks(tx, account, now, 'email');
    await mailStaffLink(tx, vault, link, { account, email, template: 'staffVerifyEmail' }, now);
    const staff = await findStaffAccount(tx, account);
    if (staff)
      await tellProvedAddress(tx, vault, 'staffEmailChangeAsked', { staff, occasion: link.tokenHash }, now);
    const actor = staffActor(account);
    await recordAudit(tx, { actor, action: 'emailChangeAsked', target: actor, happenedAt: now });
  });
}

/**
 * Uses a mailed link once: its address is the account's from now on. The address before is told.
 * @param use.checkedHash hash of the password that was checked for this request
 */
export async function verifyStaffEmail(
  db: Database,
  vault: Vault,
  use: { token: ShownToken; checkedHash: string },
  now: Instant,
): Promise<StaffLinkRefusal | 'PASSWORD_WRONG' | { account: string }> {
  const { token, checkedHash } = use;
  return db.transaction(async (tx) => {
    const seen = await readStaffLink(tx, vault, token, 'email', now);
    if (typeof seen === 'string') return seen;
    if (seen.staff.passwordHash !== checkedHash) return 'PASSWORD_WRONG';
    const link = await takeStaffLink(tx, vault, token, 'email', now);
    if (typeof link === 'string') return link;
    await proveStaffEmail(tx, vault, link, token.tokenHash, now);
    return { account: link.staff.account };
  });
}

/** Makes an address the account's own, whose owner has used a link that was mailed there. @param occasion names the proof */
export async function proveStaffEmail(
  tx: Transaction,
  vault: Vault,
  { staff, email }: StaffLink,
  occasion: string,
  now: Instant,
): Promise<void> {
  const { account, sealedEmail, emailIndex, emailVerifiedAt } = staff;
  const columns = staffEmailColumns(vault, account, email);
  const moved = emailIndex !== columns.emailIndex;
  if (!moved && emailVerifiedAt !== null) return;
  await tx
    .insert(staffAccountChanges)
    .values({ kind: 'emailVerified', account, changedBy: account, changedAt: now, ...columns });
  if (moved) await tellProvedAddress(tx, vault, 'staffEmailChanged', { staff, occasion }, now);
  const actor = staffActor(account);
  const action = moved && sealedEmail !== null ? 'emailChanged' : 'emailVerified';
  await recordAudit(tx, { actor, action, target: actor, happenedAt: now });
}

/** Tells the address of an account that its owner has proved; others may be anybody's. */
async function tellProvedAddress(
  tx: Transaction,
  vault: Vault,
  template: 'staffEmailChangeAsked' | 'staffEmailChanged',
  { staff, occasion }: { staff: StaffLink['staff']; occasion: string },
  now: Instant,
): Promise<void> {
  const { account, sealedEmail, emailVerifiedAt } = staff;
  if (sealedEmail === null || emailVerifiedAt === null) return;
  const email = openStaffEmail(vault, account, sealedEmail);
  const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), email);
  await leaveStaffMail(tx, staffNewsMail(template, occasion, { account, sealTo }), now);
}
