import type { Entry } from '../../lib/api-types.ts';

/** Tells whether an order opened now would contain an entry. */
export function isPayable({ state, payRefusal }: Entry): boolean {
  return state !== 'paid' && payRefusal === null;
}
