import { useEffect } from 'react';
import type { Order, OwnOrder, Registration } from '../../lib/api-types.ts';
import { answer, client } from '../../lib/client.ts';
import { leftForGateway } from './left-for-gateway.ts';
import { useCommand } from './use-command.ts';
import { useShown } from './use-shown.ts';

/** The times after coming back from the gateway at which it is asked, as long as the order is not settled. */
const ASK_AFTER_MS = [0, 10_000, 30_000, 120_000];
/** The least time between two questions, however often somebody changes between tabs and pages. */
const ASK_GAP_MS = 5_000;
/** The orders about which this tab has asked in that time. */
const justAsked = new Set<string>();

/** 更新: asks the gateway about an order. Its answer comes with the registration. */
export function useRefreshOrder() {
  return useCommand((no: string, key, examSession) =>
    answer(
      client.api.registration.orders[':no'].refresh.$post({
        param: { no },
        query: { examSession },
        header: { 'idempotency-key': key },
      }),
    ),
  );
}

/**
 * Finds the order about which the gateway is asked when its candidate comes back: the one that the gateway's link names,
 * or one with which this browser has left and that is unpaid here. Its notice may be lost.
 * @param paid the order that the address names
 */
export function returnedOrder(
  registration: Pick<Registration, 'orders'> | null,
  paid: string | undefined,
): OwnOrder | undefined {
  const named = registration?.orders.find(({ orderNo }) => orderNo === paid);
  if (named && mayStillSettle(named.state)) return named;
  return registration?.orders
    .filter(({ orderNo, state }) => (state === 'open' || state === 'settling') && leftForGateway.has(orderNo))
    .toSorted((one, other) => Date.parse(other.openedAt) - Date.parse(one.openedAt))
    .at(0);
}

/**
 * Asks the gateway by itself about the order that the browser has come back with, whichever way, each time the page is
 * shown again. Coming back proves nothing, so nothing else is said to the server.
 */
export function useAskedOnReturn(registration: Pick<Registration, 'orders'> | null, paid?: string): void {
  const { mutate } = useRefreshOrder();
  const shown = useShown();
  const orderNo = returnedOrder(registration, paid)?.orderNo;
  useEffect(() => {
    if (!orderNo || shown === 0) return undefined;
    const ask = () => {
      if (justAsked.has(orderNo)) return;
      justAsked.add(orderNo);
      setTimeout(() => justAsked.delete(orderNo), ASK_GAP_MS);
      mutate(orderNo);
    };
    const timers: ReturnType<typeof setTimeout>[] = [];
    const leave = inOneTab(`ask-about-${orderNo}`, () => {
      for (const afterMs of ASK_AFTER_MS) timers.push(setTimeout(ask, afterMs));
      // Another tab may ask from then on: people come back to that one, too.
      timers.push(setTimeout(() => leave(), Math.max(...ASK_AFTER_MS)));
    });
    return () => {
      for (const timer of timers) clearTimeout(timer);
      leave();
    };
  }, [orderNo, shown, mutate]);
}

/** Tells whether the gateway's answer can still change an order. A closed one may have been paid too late. */
function mayStillSettle(state: Order['state']): boolean {
  return state === 'open' || state === 'settling' || state === 'closed';
}

/**
 * Begins something in one tab of this browser alone; another begins it once this one has left it. @returns leaves it
 */
function inOneTab(name: string, begin: () => void): () => void {
  // Browsers before 2022 have no locks: each of their tabs then asks.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) {
    begin();
    return () => undefined;
  }
  const leaving = new AbortController();
  const held = () =>
    new Promise<void>((release) => {
      leaving.signal.addEventListener('abort', () => release());
      if (leaving.signal.aborted) release();
      else begin();
    });
  locks.request(name, { signal: leaving.signal }, held).catch(() => undefined);
  return () => leaving.abort();
}
