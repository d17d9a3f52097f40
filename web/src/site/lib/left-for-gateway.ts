import { keptByBrowser } from '../../lib/stored.ts';

const KEY = 'leftForGateway';
/** A person has few orders open at a time; what is older is settled. */
const KEPT = 5;

/**
 * The orders with which this browser has left for a gateway: whoever comes back by other ways than the gateway's own
 * link, or opens the site anew, may have paid all the same.
 */
export const leftForGateway = {
  has: (orderNo: string) => read().includes(orderNo),
  note(orderNo: string) {
    const others = read().filter((known) => known !== orderNo);
    // A browser that keeps nothing can pay all the same; it is only not asked about on coming back.
    keptByBrowser.keep(KEY, JSON.stringify([orderNo, ...others].slice(0, KEPT)));
  },
};

function read(): unknown[] {
  try {
    const known: unknown = JSON.parse(keptByBrowser.read(KEY) ?? '[]');
    return Array.isArray(known) ? known : [];
  } catch {
    return [];
  }
}
