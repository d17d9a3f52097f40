import { HOUR_MS } from '../../domain/time.ts';
import type { SkippingPlatform } from './platform-time.ts';
import { mintCandidate, mintPlace, walkToOrder } from './walk.ts';

/** Mints a candidate with an open order for the only seat, and this much time left of its 24 hours. */
export async function unpaidSeat(
  { platform, pass }: Pick<SkippingPlatform, 'platform' | 'pass'>,
  { leftMs }: { leftMs: number },
) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { order, payUrl } = await walkToOrder(candidate, [offering.id]);
  await pass(24 * HOUR_MS - leftMs);
  return { place, offering, candidate, orderNo: order.orderNo, payUrl };
}
