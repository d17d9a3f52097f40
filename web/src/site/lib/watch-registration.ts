import { useIsMutating, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Registration } from '../../lib/api-types.ts';
import { registrationQuery } from './queries.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { useExamSessionId } from './use-exam-session.ts';

const CLOSE_MS = 2000;
const CLOSE_FOR_MS = 60_000;
/** The shortest interval once the gateway's first minute is over, and so the greatest age of a position in a queue. */
const USUAL_MS = 10_000;
const SLOWEST_MS = 30_000;
const IDLE_MS = 60_000;

/** The interval of asking while waiting for the gateway: 2 s for a minute, then 10 s growing to 30 s. */
export function intervalAfter(waitedMs: number): number {
  return waitedMs < CLOSE_FOR_MS ? CLOSE_MS : slowingInterval(waitedMs);
}

function slowingInterval(waitedMs: number): number {
  return Math.min(SLOWEST_MS, Math.max(USUAL_MS, waitedMs / 15));
}

/**
 * Tells whether the gateway's answer is awaited: while it is being asked, or on coming back from it. An order closed
 * here meanwhile may have been paid there all the same.
 */
export function isAwaitingGateway(
  { withdrawing, orders }: Pick<Registration, 'withdrawing' | 'orders'>,
  returnedOrderNo: string | undefined,
): boolean {
  return (
    withdrawing ||
    orders.some(
      ({ state, orderNo }) =>
        state === 'settling' || (orderNo === returnedOrderNo && (state === 'open' || state === 'closed')),
    )
  );
}

/** The time to wait before asking when nobody's answer is awaited: not beyond the moment something expires. */
export function idleInterval(registration: Registration, now: number): number {
  const moving =
    registration.waitlist.length > 0 || registration.orders.some((order) => order.state === 'refunding');
  const usual = moving ? USUAL_MS : IDLE_MS;
  const unpaid = registration.entries.filter((entry) => entry.state === 'unpaid');
  const expiries = [registration.keepUntilAt, ...unpaid.map((entry) => entry.deadlineAt)].flatMap((at) =>
    at === null ? [] : [Date.parse(at)],
  );
  if (expiries.length === 0) return usual;
  const left = Math.min(...expiries) - now;
  if (left <= 0) return Math.min(usual, slowingInterval(-left));
  // Staff may move a deadline, and money may come by another device, at any moment.
  return unpaid.length > 0 ? USUAL_MS : Math.min(usual, Math.max(left + CLOSE_MS, USUAL_MS));
}

/**
 * Keeps the registration of this page up to date: it asks often in the first minute of waiting for the gateway, every
 * ten seconds while something is unpaid or a seat, a refund or the effect of a deadline is awaited, rarely otherwise. A
 * hidden page asks nothing.
 * @returns whether the answer takes longer than usual
 */
export function useWatchedRegistration(returnedOrderNo: string | undefined): { tookLong: boolean } {
  const since = useRef<number | null>(null);
  // What a command has done is in the record before its answer is here.
  const isSending = useIsMutating() > 0;
  const { data } = useQuery({
    ...registrationQuery(useExamSessionId()),
    refetchInterval: ({ state }) => {
      if (!state.data) return false;
      if (isSending) return CLOSE_MS;
      if (!isAwaitingGateway(state.data, returnedOrderNo)) {
        since.current = null;
        return idleInterval(state.data, serverNow());
      }
      since.current ??= Date.now();
      return intervalAfter(Date.now() - since.current);
    },
  });
  return { tookLong: useTookLong(Boolean(data && isAwaitingGateway(data, returnedOrderNo))) };
}

function useTookLong(waiting: boolean): boolean {
  const [tookLong, setTookLong] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setTookLong(true), CLOSE_FOR_MS);
    return () => {
      clearTimeout(timer);
      setTookLong(false);
    };
  }, [waiting]);
  return tookLong;
}
