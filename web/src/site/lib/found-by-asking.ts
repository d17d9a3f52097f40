import type { OwnOrder } from '../../lib/api-types.ts';

/** Tells whether the gateway's latest answer to our question knew of the money; a notice may have come after it. */
export function wasFoundByAsking({ askedAt, paidAt }: Pick<OwnOrder, 'askedAt' | 'paidAt'>): boolean {
  return askedAt !== null && paidAt !== null && Date.parse(askedAt) >= Date.parse(paidAt);
}
