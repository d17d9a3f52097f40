import { mail, type OtherAddress, type PersonalMessage, type SealFor } from '../messages/message.ts';
import type { Instant } from '../time.ts';

/** A link that acts once, until it expires; messages carry its token sealed. */
interface MailedLink {
  passportId: string;
  tokenHash: string;
  expiresAt: Instant;
}

/** Sends the link that proves the passport's own address. */
export function verifyEmailMail(link: MailedLink, sealToken: SealFor): PersonalMessage {
  const key = `verifyEmail/${link.tokenHash}`;
  const parameters = { sealedToken: sealToken(key), expiresAt: link.expiresAt };
  return { key, message: mail('verifyEmail', link.passportId, parameters) };
}

/** Sends the link that proves a new address, to that address; until it is used nothing changes. */
export function changeEmailMail(link: MailedLink, sealToken: SealFor, sealTo: SealFor): PersonalMessage {
  const key = `changeEmail/${link.tokenHash}`;
  const parameters = { sealedToken: sealToken(key), expiresAt: link.expiresAt };
  return {
    key,
    message: mail('changeEmail', link.passportId, parameters, { sealedTo: sealTo(key), isProved: false }),
  };
}

/** Tells the address in use that another is to take its place. */
export function emailChangeAskedMail({ tokenHash, passportId }: MailedLink): PersonalMessage {
  return { key: `emailChangeAsked/${tokenHash}`, message: mail('emailChangeAsked', passportId) };
}

/** Tells the address that was in use until now. */
export function emailChangedMail(
  tokenHash: string,
  passportId: string,
  { sealTo, isProved }: OtherAddress,
): PersonalMessage {
  const key = `emailChanged/${tokenHash}`;
  return { key, message: mail('emailChanged', passportId, {}, { sealedTo: sealTo(key), isProved }) };
}

/** The key of the mail with a password link: its token is sealed before anybody knows whether there is an account. */
export function passwordLinkKey(tokenHash: string): string {
  return `resetPassword/${tokenHash}`;
}

/** Sends the link that sets a new password. @param sealedToken sealed for `passwordLinkKey` */
export function passwordLinkMail(link: MailedLink, sealedToken: string): PersonalMessage {
  const parameters = { sealedToken, expiresAt: link.expiresAt };
  return {
    key: passwordLinkKey(link.tokenHash),
    message: mail('resetPassword', link.passportId, parameters),
  };
}

/** Tells that the password was changed. @param occasion names the change, once each */
export function passwordChangedMail(occasion: string, passportId: string): PersonalMessage {
  return { key: `passwordChanged/${occasion}`, message: mail('passwordChanged', passportId) };
}

/** Tells that the passport's number went to another passport, or came to this one. */
export function numberHoldMail(
  template: 'numberLost' | 'numberReserved',
  passportId: string,
  at: Instant,
): PersonalMessage {
  return { key: `${template}/${passportId}/${at}`, message: mail(template, passportId) };
}

/** Texts the code that proves a mobile, to that mobile. @param id names the text, once each */
export function mobileCodeText(
  id: string,
  { passportId, expiresAt }: Pick<MailedLink, 'passportId' | 'expiresAt'>,
  sealCode: SealFor,
  sealTo: SealFor,
): PersonalMessage {
  const key = `verifyMobile/${id}`;
  const parameters = { sealedCode: sealCode(key), expiresAt };
  return {
    key,
    message: { kind: 'text', template: 'verifyMobile', passportId, parameters, sealedTo: sealTo(key) },
  };
}
