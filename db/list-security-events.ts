import { and, eq, gte, inArray, lt } from 'drizzle-orm';
import { actorsMeant } from '../domain/actor.ts';
import type { CountedEvents, SecurityEventKind } from '../domain/security.ts';
import type { Instant } from '../domain/time.ts';
import { securityEvents } from './schema/index.ts';
import { type Direction, timeKeyset } from './keyset.ts';
import type { Reader } from './reader.ts';

export interface SecurityFilter {
  event?: SecurityEventKind | undefined;
  account?: string | undefined;
  address?: string | undefined;
  from?: Instant | undefined;
  /** Up to and without this moment. */
  to?: Instant | undefined;
  /** Unset: newest first unless asked otherwise. */
  order?: Direction | undefined;
  /** The id of the last row seen. */
  after?: number | undefined;
  limit: number;
}

/** Lists the security log, newest first. */
export async function listSecurityEvents(
  db: Reader,
  { event, account, address, from, to, order, after, limit }: SecurityFilter,
): Promise<(CountedEvents & { id: number })[]> {
  const { orderBy, beyond } = timeKeyset({ at: securityEvents.firstAt, id: securityEvents.id }, order, after);
  return db
    .select({
      id: securityEvents.id,
      event: securityEvents.event,
      actor: securityEvents.actor,
      account: securityEvents.account,
      address: securityEvents.address,
      route: securityEvents.route,
      reason: securityEvents.reason,
      count: securityEvents.count,
      firstAt: securityEvents.firstAt,
      lastAt: securityEvents.lastAt,
    })
    .from(securityEvents)
    .where(
      and(
        event && eq(securityEvents.event, event),
        account === undefined ? undefined : inArray(securityEvents.account, actorsMeant(account)),
        // An address is written in small letters by whoever connects; proxies may write it otherwise.
        address === undefined
          ? undefined
          : inArray(securityEvents.address, [...new Set([address, address.toLowerCase()])]),
        from === undefined ? undefined : gte(securityEvents.firstAt, from),
        to === undefined ? undefined : lt(securityEvents.firstAt, to),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}
