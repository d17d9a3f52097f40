import { and, eq, isNull } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import { staffLinkKey, staffLinkMail, type StaffMail } from '../../domain/staff/mails.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { leaveMessages } from '../messages/leave-message.ts';
import { voidSignInLinks } from '../passport/void-sign-in-links.ts';
import type { Reader } from '../reader.ts';
import { type StaffLinkPurpose, staffLinks } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import { hashToken, newToken, type ShownToken } from '../tokens.ts';
import type { Vault } from '../vault.ts';
import { findStaffAccount, type StaffAccount } from './find-staff-account.ts';
import { openStaffEmail } from './staff-email.ts';

export type StaffLinkRefusal = 'STAFF_LINK_INVALID' | 'STAFF_LINK_USED' | 'STAFF_LINK_EXPIRED';

/** A link that is to be mailed: the token is in the mail alone, sealed for it. */
export interface NewStaffLink {
  purpose: StaffLinkPurpose;
  tokenHash: string;
  sealedToken: string;
  expiresAt: Instant;
}

/** A link that still works, with the account that it is for. */
export interface StaffLink {
  staff: StaffAccount;
  /** The address it was mailed to. */
  email: string;
  expiresAt: Instant;
}

/** Makes the token of a link. */
export function newStaffLink(vault: Vault, purpose: StaffLinkPurpose, expiresAt: Instant): NewStaffLink {
  const token = newToken();
  const tokenHash = hashToken(vault, token);
  const sealedToken = vault.seal(SEALED.sealedToken(staffLinkKey(purpose, tokenHash)), token);
  return { purpose, tokenHash, sealedToken, expiresAt };
}

/** Keeps a link and leaves its mail to the relay. Doing it again changes nothing. @returns whether it is new */
export async function mailStaffLink(
  tx: Transaction,
  vault: Vault,
  link: NewStaffLink,
  to: { account: string; email: string; template: Parameters<typeof staffLinkMail>[1] },
  now: Instant,
): Promise<boolean> {
  const { purpose, tokenHash, sealedToken, expiresAt } = link;
  const { account, email, template } = to;
  const sealedEmail = vault.seal(SEALED.staffLinkEmail(tokenHash), email);
  const made = await tx
    .insert(staffLinks)
    .values({ tokenHash, account, purpose, sealedEmail, createdAt: now, expiresAt })
    .onConflictDoNothing()
    .returning({ tokenHash: staffLinks.tokenHash });
  if (made.length === 0) return false;
  const key = staffLinkKey(purpose, tokenHash);
  const sealedTo = vault.seal(SEALED.sealedTo(key), email);
  await leaveStaffMail(tx, staffLinkMail(key, template, { account, sealedToken, sealedTo, expiresAt }), now);
  return true;
}

/** Leaves a mail to a member of staff to the relay; such mails do not wait for each other. */
export function leaveStaffMail(
  db: Pick<Database, 'insert'>,
  { key, message }: StaffMail,
  now: Instant,
): Promise<void> {
  return leaveMessages(db, [{ key, subject: key, message, dueAt: now }]);
}

/** Reads a link, or the reason why it does nothing. One that sets a password is void once the account's address is another. */
export async function readStaffLink(
  db: Reader,
  vault: Vault,
  token: ShownToken,
  purpose: StaffLinkPurpose,
  now: Instant,
): Promise<StaffLinkRefusal | StaffLink> {
  const [link] = await db.select().from(staffLinks).where(eq(staffLinks.tokenHash, token.tokenHash));
  if (link?.purpose !== purpose || !token.isOf(staffActor(link.account))) return 'STAFF_LINK_INVALID';
  const staff = await findStaffAccount(db, link.account);
  if (!staff) return 'STAFF_LINK_INVALID';
  if (link.usedAt !== null) return 'STAFF_LINK_USED';
  if (link.expiresAt <= now) return 'STAFF_LINK_EXPIRED';
  const email = vault.open<string>(SEALED.staffLinkEmail(link.tokenHash), link.sealedEmail);
  const own = staff.sealedEmail && openStaffEmail(vault, staff.account, staff.sealedEmail);
  if (purpose === 'password' && own !== email) return 'STAFF_LINK_INVALID';
  return { staff, email, expiresAt: link.expiresAt };
}

/**
 * Takes a link, once. Its row is locked first, so that of two who use it together one is told that it was used; with it,
 * all others of its account for the same purpose are void.
 */
export async function takeStaffLink(
  tx: Transaction,
  vault: Vault,
  token: ShownToken,
  purpose: StaffLinkPurpose,
  now: Instant,
): Promise<StaffLinkRefusal | StaffLink> {
  await tx
    .select({ tokenHash: staffLinks.tokenHash })
    .from(staffLinks)
    .where(eq(staffLinks.tokenHash, token.tokenHash))
    .for('update');
  const link = await readStaffLink(tx, vault, token, purpose, now);
  if (typeof link !== 'string') await voidStaffLinks(tx, link.staff.account, now, purpose);
  return link;
}

/** Makes an account's links void, of one purpose or of all. */
export async function voidStaffLinks(
  tx: Transaction,
  account: string,
  now: Instant,
  purpose?: StaffLinkPurpose,
): Promise<void> {
  await tx
    .update(staffLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(staffLinks.account, account),
        isNull(staffLinks.usedAt),
        purpose && eq(staffLinks.purpose, purpose),
      ),
    );
}

/** Makes everything void that was mailed to an account and could still be used: links of every purpose, sign-in links too. */
export async function voidAllLinksOfStaff(tx: Transaction, account: string, now: Instant): Promise<void> {
  await voidStaffLinks(tx, account, now);
  await voidSignInLinks(tx, staffActor(account), now);
}
