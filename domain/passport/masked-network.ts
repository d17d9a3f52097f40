/** The words for a network that is not known. */
export const UNKNOWN_NETWORK = 'unknown';

/**
 * Masks the address of a client so far that its owner still knows a campus, a home or a provider by it: `203.0.113.*`,
 * `2001:db8:1f:*`. Nothing more is kept, and nobody else is asked where that is.
 */
export function maskedNetwork(address: string): string {
  const octets = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (octets) return `${octets[1]}.*`;
  if (!/^[\da-f:.]*:[\da-f:./]*$/i.test(address)) return UNKNOWN_NETWORK;
  const [head = ''] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean).slice(0, 3);
  return [...groups, ...Array<string>(3 - groups.length).fill('0'), '*'].join(':');
}
