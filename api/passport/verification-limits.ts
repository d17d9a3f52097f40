import type { AttemptLimits, LimitName } from '../http/attempt-limits.ts';

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
  await limits.count('verificationNetwork', network);
  const pair = `${network} ${addressIndex}`;
  const isFirst = await limits.within('verificationFirst', pair);
  await limits.count('verificationPair', pair);
  if (isFirst) await limits.within('verificationAddress', addressIndex);
  else await limits.count('verificationAddress', addressIndex);
}

/** Finds the limit beyond which registering sends no mail to an address; null where it does. It is never refused for that. */
export async function registrationMailBeyond(
  limits: AttemptLimits,
  { addressIndex, network }: Asked,
): Promise<LimitName | null> {
  if (!(await limits.within('verificationNetwork', network))) return 'verificationNetwork';
  const isFirst = await limits.within('verificationFirst', `${network} ${addressIndex}`);
  for (const limit of ['registrationMail', 'verificationAddress'] as const)
    if (!(await limits.within(limit, addressIndex))) return isFirst ? null : limit;
  return null;
}
