import { mailPasswordReset } from '../../db/passport/ask-password-reset.ts';
import { mailAskedStaffPassword } from '../../db/staff/staff-password-link.ts';
import type { ResetAsked } from '../../domain/messages/message.ts';
import type { RelayDependencies } from './dependencies.ts';

/** Makes the password link that somebody asked for, a candidate or a member of staff, and leaves its mail. */
export function deliverResetAsked(
  { db, vault, clock }: Pick<RelayDependencies, 'db' | 'vault' | 'clock'>,
  asked: ResetAsked,
): Promise<void> {
  const { account } = asked;
  return 'staff' in account
    ? mailAskedStaffPassword(db, vault, { ...asked, account }, clock.now())
    : mailPasswordReset(db, vault, { ...asked, account }, clock.now());
}
