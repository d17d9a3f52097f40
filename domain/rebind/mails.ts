import { mail, type OtherAddress, type PersonalMessage, type SealFor } from '../messages/message.ts';

/** Tells the holder of a number that somebody asks for it, at the address of that moment. */
export function rebindAsked(
  rebindId: string,
  holderId: string,
  { sealTo, isProved }: OtherAddress,
): PersonalMessage {
  const key = `rebindAsked/${rebindId}`;
  return { key, message: mail('rebindAsked', holderId, {}, { sealedTo: sealTo(key), isProved }) };
}

/** Tells who asked that the answer is no. The reason is sealed for this message. */
export function rebindRejected(rebindId: string, passportId: string, sealReason: SealFor): PersonalMessage {
  const key = `rebindRejected/${rebindId}`;
  return { key, message: mail('rebindRejected', passportId, { sealedReason: sealReason(key) }) };
}

/** Tells the holder of a closed passport, at the address it had: mail for the passport itself goes to the new one. */
export function passportClosed(passportId: string, { sealTo, isProved }: OtherAddress): PersonalMessage {
  const key = `passportClosed/${passportId}`;
  return { key, message: mail('passportClosed', passportId, {}, { sealedTo: sealTo(key), isProved }) };
}

/** Tells who asked that everything has moved to the new passport. */
export function passportRebound(oldPassportId: string, newPassportId: string): PersonalMessage {
  return { key: `passportRebound/${oldPassportId}`, message: mail('passportRebound', newPassportId) };
}
