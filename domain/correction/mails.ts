import { mail, type PersonalMessage } from '../messages/message.ts';

/** Tells a candidate that what the registration says of them was corrected; what it says now is on its page alone. */
export function registrationCorrected(correctionId: string, passportId: string): PersonalMessage {
  return { key: `registrationCorrected/${correctionId}`, message: mail('registrationCorrected', passportId) };
}
