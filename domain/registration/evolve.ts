import type { Instant } from '../time.ts';
import type { RegistrationEvent } from './events.ts';
import { EMPTY_REGISTRATION, type Entry, type Order, type Registration } from './state.ts';

/** Computes the state after one decision: applies its events in order, and raises the version by one. */
export function evolve(registration: Registration, events: RegistrationEvent[]): Registration {
  return { ...events.reduce(applyEvent, registration), version: registration.version + 1 };
}

/** Computes the state after one event, without changing the version. */
export function applyEvent(registration: Registration, event: RegistrationEvent): Registration {
  switch (event.type) {
    case 'saved': {
      const { type: _, ...bound } = event;
      return { ...EMPTY_REGISTRATION, ...bound, version: registration.version, orders: registration.orders };
    }
    case 'endsMoved':
      return moveEnds(registration, event);
    case 'entryTaken':
      return { ...registration, entries: [...registration.entries, event.entry] };
    case 'entryReleased':
      return releaseEntry(registration, event.entryId);
    case 'entryReinstated':
      return changeEntry(registration, event.entryId, { state: 'held' });
    case 'waitlistJoined':
      return { ...registration, waitlist: [...registration.waitlist, event.waitlistEntry] };
    case 'waitlistLeft':
      return withoutWaitlistEntry(registration, event.waitlistEntryId);
    case 'waitlistPromoted':
      return {
        ...withoutWaitlistEntry(registration, event.waitlistEntryId),
        entries: [...registration.entries, event.entry],
      };
    case 'orderOpened':
      return { ...registration, orders: [...registration.orders, event.order] };
    case 'orderSettling':
      return changeOrder(registration, event.orderNo, { settlement: event.settlement });
    case 'orderStillUnpaid':
      return changeOrder(registration, event.orderNo, { settlement: undefined, ...asked(event) });
    case 'orderClosed':
      return changeOrder(registration, event.orderNo, {
        state: 'closed',
        settlement: undefined,
        ...asked(event),
      });
    case 'orderPaid': {
      const paid = changeOrder(registration, event.orderNo, {
        state: 'paid',
        settlement: undefined,
        tradeNo: event.tradeNo,
        paidAt: event.paidAt,
        ...asked(event),
      });
      return event.entryIds.reduce(
        (state, entryId) => changeEntry(state, entryId, { state: 'paid', paidAt: event.paidAt }),
        paid,
      );
    }
    case 'refundRequested':
      return requestRefund(registration, event);
    case 'refunded':
      return changeOrder(registration, event.orderNo, { state: 'refunded' });
    case 'transcriptChosen':
      return { ...registration, transcripts: { ...registration.transcripts, [event.level]: event.choice } };
    case 'quickPrintSet':
      return { ...registration, quickPrint: event.on };
    case 'keptUntil':
      return { ...registration, keepUntilAt: event.at };
    case 'withdrawalStarted':
      return { ...registration, withdrawing: true };
    case 'withdrawalStopped':
      return { ...registration, withdrawing: false };
    case 'passportRebound':
      return { ...registration, passportId: event.passportId };
    // What the registration says of its person is no part of its state; the version tells that it moved.
    case 'informationCorrected':
      return registration;
    case 'deleted':
      return {
        ...EMPTY_REGISTRATION,
        version: registration.version,
        orders: registration.orders.filter(isDecided),
      };
    case 'amountMismatched':
      return changeOrder(registration, event.orderNo, { mismatchedTradeNo: event.tradeNo });
    case 'paidAgain':
      return changeOrder(registration, event.orderNo, { otherTradeNo: event.tradeNo });
  }
}

function asked({ askedAt }: { askedAt?: Instant }): Pick<Order, 'askedAt'> {
  return askedAt === undefined ? {} : { askedAt };
}

function moveEnds(
  registration: Registration,
  { managementEndsAt, closesAt, entries, waits }: Extract<RegistrationEvent, { type: 'endsMoved' }>,
): Registration {
  const deadlineOf = new Map(entries.map(({ entryId, deadlineAt }) => [entryId, deadlineAt]));
  const endOf = new Map(waits.map(({ waitlistEntryId, endsAt }) => [waitlistEntryId, endsAt]));
  return {
    ...registration,
    managementEndsAt,
    closesAt,
    entries: registration.entries.map((entry) => {
      const deadlineAt = deadlineOf.get(entry.id);
      return deadlineAt === undefined
        ? entry
        : { ...entry, deadlineAt, isHurried: deadlineAt < entry.deadlineAt };
    }),
    waitlist: registration.waitlist.map((wait) => {
      const endsAt = endOf.get(wait.id);
      return endsAt === undefined ? wait : { ...wait, endsAt };
    }),
  };
}

function withoutWaitlistEntry(registration: Registration, id: string): Registration {
  return { ...registration, waitlist: registration.waitlist.filter((entry) => entry.id !== id) };
}

/** Releases an entry. One that an order names stays, as `released`: that order may still be paid. */
function releaseEntry(registration: Registration, entryId: string): Registration {
  if (registration.orders.some((order) => order.entryIds.includes(entryId))) {
    return changeEntry(registration, entryId, { state: 'released' });
  }
  return { ...registration, entries: registration.entries.filter((entry) => entry.id !== entryId) };
}

/**
 * Records a refund. Money for an order that this registration does not know becomes an order of its own, so that it
 * goes back only once.
 */
function requestRefund(
  registration: Registration,
  event: Extract<RegistrationEvent, { type: 'refundRequested' }>,
): Registration {
  const change = {
    state: 'refunding',
    settlement: undefined,
    tradeNo: event.tradeNo,
    paidAt: event.paidAt,
    refund: event.refund,
    ...asked(event),
  } as const;
  if (registration.orders.some((order) => order.orderNo === event.orderNo)) {
    return changeOrder(registration, event.orderNo, change);
  }
  const unknown: Order = {
    orderNo: event.orderNo,
    gateway: event.gateway,
    mode: 'written',
    entryIds: [],
    amountFen: event.amountFen,
    openedAt: event.paidAt,
    expiresAt: event.paidAt,
    ...change,
  };
  return { ...registration, orders: [...registration.orders, unknown] };
}

/**
 * Tells whether its money has been decided on: such orders survive deletion, so that a repeated notice changes nothing.
 */
function isDecided(order: Order): boolean {
  return order.refund !== undefined || order.mismatchedTradeNo !== undefined;
}

function changeEntry(registration: Registration, entryId: string, change: Partial<Entry>): Registration {
  return {
    ...registration,
    entries: registration.entries.map((entry) => (entry.id === entryId ? { ...entry, ...change } : entry)),
  };
}

function changeOrder(registration: Registration, orderNo: string, change: Partial<Order>): Registration {
  return {
    ...registration,
    orders: registration.orders.map((order) => (order.orderNo === orderNo ? { ...order, ...change } : order)),
  };
}
