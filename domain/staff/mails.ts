import type { MessageToStaff, StaffMailTemplate } from '../messages/message.ts';
import type { Instant } from '../time.ts';
import { passwordLinkKey } from '../passport/mails.ts';

/** A mail to a member of staff, with its key: one that was used before adds no second mail. */
export interface StaffMail {
  key: string;
  message: { kind: 'mail'; template: StaffMailTemplate } & MessageToStaff;
}

/** The key of the mail with a link; its token and its address are sealed for it. */
export function staffLinkKey(purpose: 'email' | 'password', tokenHash: string): string {
  return purpose === 'password' ? passwordLinkKey(tokenHash) : `staffEmail/${tokenHash}`;
}

/** Sends a link to an address. @param link.sealedToken, link.sealedTo sealed for `key` */
export function staffLinkMail(
  key: string,
  template: 'staffInvitation' | 'staffPasswordLink' | 'staffVerifyEmail',
  link: { account: string; sealedToken: string; sealedTo: string; expiresAt: Instant },
): StaffMail {
  const { account, sealedToken, sealedTo, expiresAt } = link;
  return {
    key,
    message: {
      kind: 'mail',
      template,
      account,
      parameters: { account, sealedToken, deadlineAt: expiresAt },
      sealedTo,
    },
  };
}

/** Tells an address what was done or asked for in its owner's name. @param occasion names what was done, once each */
export function staffNewsMail(
  template: 'staffEmailChangeAsked' | 'staffEmailChanged' | 'staffPasswordChanged',
  occasion: string,
  to: { account: string; sealTo: (key: string) => string },
): StaffMail {
  const key = `${template}/${occasion}`;
  const { account, sealTo } = to;
  return {
    key,
    message: { kind: 'mail', template, account, parameters: { account }, sealedTo: sealTo(key) },
  };
}
