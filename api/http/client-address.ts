import { isIPv6 } from 'node:net';

/**
 * Finds the address of the client. Each trusted proxy appends the address it saw, so with n of them the n-th from the
 * right is the client's; everything further left was sent by the client and may be invented.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedProxyCount: number,
): string {
  const seen = trustedProxyCount > 0 && forwardedFor ? forwardedFor.split(',') : [];
  const address = seen[Math.max(0, seen.length - trustedProxyCount)]?.trim() || peer || 'unknown';
  // An IPv4 address mapped into IPv6 is the same client.
  return withoutPort(address)
    .replace(/^::ffff:/i, '')
    .slice(0, 64);
}

/** Takes away the port that some proxies write behind an address: with it every connection would be another client. */
function withoutPort(address: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return bracketed ?? dotted ?? address;
}

/**
 * Finds the network that tries are counted by: an IPv4 address itself, of an IPv6 address the first 64 bits. One customer
 * has at least so many IPv6 addresses, which would be as many fresh starts.
 */
export function clientNetwork(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail = ''] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Math.max(0, 8 - groups.length - after.length) : 0;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
