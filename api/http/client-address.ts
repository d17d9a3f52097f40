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
  return address.replace(/^::ffff:/i, '').slice(0, 64);
}
