import type { Entry, Mode, OwnOrder, Registration } from '../../lib/api-types.ts';

/** Tells whether an order opened now would contain an entry. */
export function isPayable({ state, payRefusal }: Entry): boolean {
  return state !== 'paid' && payRefusal === null;
}

/** Finds the order of a mode that was paid last. */
export function newestPaid({ orders }: Pick<Registration, 'orders'>, mode: Mode): OwnOrder | undefined {
  return orders
    .filter((order) => order.mode === mode && order.state === 'paid')
    .toSorted((one, other) => Date.parse(other.paidAt ?? '') - Date.parse(one.paidAt ?? ''))
    .at(0);
}
