import type { AttemptLimits } from '../http/attempt-limits.ts';

/** To whom a link goes, and who has it sent. */
interface Asked {
  addressIndex: string;
  network: string;
}

/**
 * Counts a mail with a link to an address that is not proved. The first ones of a network go whatever others have used up, so that nobody
 * keeps an owner's own from them. @throws ApiError TOO_MANY_ATTEMPTS
 */
export async function countVerification(
  limits: AttemptLimits,
  { addressIndex, network }: Asked,
): Promise<void> {
  const pair = `${network} ${addressIndex}`;
  const isFirst = await limits.within('verificationFirst', pair);
  await limits.count('verificationPair', pair);
  if (isFirst) await limits.within('verificationAddress', addressIndex);
  else await limits.count('verificationAddress', addressIndex);
}

/** Tells whether registering sends a mail to an address; it is never refused for that. */
export async function mayMailRegistration(
  limits: AttemptLimits,
  { addressIndex, network }: Asked,
): Promise<boolean> {
  const isFirst = await limits.within('verificationFirst', `${network} ${addressIndex}`);
  const isWithin =
    (await limits.within('registrationMail', addressIndex)) &&
    (await limits.within('verificationAddress', addressIndex));
  return isFirst || isWithin;
}
