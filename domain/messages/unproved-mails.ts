import type { MailTemplate } from './message.ts';
import { HOUR_MS } from '../time.ts';

/**
 * What a mail to an address that nobody has proved counts under, which may be a stranger's:
 * - `account`: it tells of the passport, and anybody who makes passports brings it about
 * - `registration`: it tells of a registration or a re-check, which takes somebody on a roll
 */
export type UnprovedMailKind = 'account' | 'registration';

/** The most mails of a kind to such an address, from everywhere and of all passports that name it together. */
export const UNPROVED_MAILS = {
  account: { points: 5, milliseconds: HOUR_MS },
  registration: { points: 20, milliseconds: HOUR_MS },
} as const satisfies Record<UnprovedMailKind, { points: number; milliseconds: number }>;

/** Mails with a link prove the address, or ask who uses them: they are counted where they are asked for. */
const KINDS: Record<MailTemplate, UnprovedMailKind | null> = {
  verifyEmail: null,
  changeEmail: null,
  resetPassword: null,
  emailChangeAsked: 'account',
  emailChanged: 'account',
  passwordChanged: 'account',
  numberLost: 'account',
  numberReserved: 'account',
  rebindAsked: 'account',
  rebindRejected: 'account',
  passportRebound: 'account',
  passportClosed: 'account',
  registrationCorrected: 'registration',
  registrationSaved: 'registration',
  seatsTaken: 'registration',
  entryPaid: 'registration',
  paymentDue: 'registration',
  paymentReminder: 'registration',
  writtenByStaff: 'registration',
  entryExpired: 'registration',
  waitlistJoined: 'registration',
  waitlistPromoted: 'registration',
  waitlistCancelled: 'registration',
  waitlistEnded: 'registration',
  registrationDeleted: 'registration',
  refundRequested: 'registration',
  refundDone: 'registration',
  reviewApproved: 'registration',
  reviewRejected: 'registration',
  reviewReset: 'registration',
  reviewExpired: 'registration',
};

/** Tells what a mail to an unproved address counts under; null: it is counted where it is asked for. */
export function unprovedMailKind(template: MailTemplate): UnprovedMailKind | null {
  return KINDS[template];
}
