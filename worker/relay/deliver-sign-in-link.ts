import { findSignInPassport } from '../../db/passport/find-sign-in-passport.ts';
import { makeSignInLink } from '../../db/passport/make-sign-in-link.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { findTypedStaffAccount } from '../../db/staff/find-staff-account.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { tokenOf } from '../../db/tokens.ts';
import { openStaffEmail } from '../../db/staff/staff-email.ts';
import { type Actor, candidateActor, staffActor } from '../../domain/actor.ts';
import type { SignInLinkAsked } from '../../domain/messages/message.ts';
import type { RelayDependencies } from './dependencies.ts';
import { renderMail } from './mails.ts';

const PAGES = { candidate: '/sign-in-link', staff: '/staff/sign-in-link' };

interface Receiver {
  holder: Actor;
  email: string;
  emailIndex: string;
  page: string;
}

/**
 * Mails the sign-in link that somebody asked for, if the account's name means one with a verified address, and its owner
 * has not enough such links. Who asked was answered before, and learns nothing of it.
 */
export async function deliverSignInLink(
  deps: RelayDependencies,
  id: string,
  asked: SignInLinkAsked,
): Promise<void> {
  const { db, vault, clock, mailer, publicUrl } = deps;
  const now = clock.now();
  if (now >= asked.expiresAt) return;
  const receiver = await receiverOfLink(deps, asked);
  if (!receiver || !(await makeSignInLink(db, asked, receiver, now))) return;
  const token = tokenOf(
    vault,
    vault.open<string>(SEALED.sealedToken(id), asked.sealedToken),
    receiver.holder,
  );
  const link = `${publicUrl}${receiver.page}?token=${token}`;
  await mailer.send({ id, to: receiver.email, ...renderMail('signInLink', { link }) });
}

async function receiverOfLink(
  { db, vault }: RelayDependencies,
  { account }: SignInLinkAsked,
): Promise<Receiver | null> {
  if ('staff' in account) {
    const staff = await findTypedStaffAccount(db, account.staff);
    if (!staff?.sealedEmail || !staff.emailIndex || staff.emailVerifiedAt === null) return null;
    const email = openStaffEmail(vault, staff.account, staff.sealedEmail);
    return { holder: staffActor(staff.account), email, emailIndex: staff.emailIndex, page: PAGES.staff };
  }
  const meant = await findSignInPassport(db, vault, account);
  const passport = meant ? await readPassport(db, vault, meant.id) : null;
  // An address that nobody verified may be somebody else's, whom the link would sign in.
  if (passport?.emailVerifiedAt == null) return null;
  const { email, emailIndex } = passport;
  return { holder: candidateActor(passport.id), email, emailIndex, page: PAGES.candidate };
}
