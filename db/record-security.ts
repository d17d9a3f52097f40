import type { Logger } from 'pino';
import { and, eq, gte, sql } from 'drizzle-orm';
import type { Clock } from '../config/clock.ts';
import {
  type CountedEvents,
  mendedSchedule,
  misplacedIndex,
  SECURITY_SPAN_MS,
  type SecurityEvent,
  strangeWorkflow,
} from '../domain/security.ts';
import type { Instant } from '../domain/time.ts';
import type { Database } from './connect.ts';
import { securityEvents } from './schema/index.ts';
import type { Vault } from './vault.ts';

/**
 * Writes the security log: nothing else does. The database adds equal events of one span up, also those of other
 * processes (`count_security_event`). @throws the driver's error, also when another process has just begun the same row
 */
export async function recordSecurity(db: Pick<Database, 'insert'>, events: CountedEvents[]): Promise<void> {
  if (events.length === 0) return;
  await db.insert(securityEvents).values(
    events.map((event) => ({
      ...event,
      spanStartsAt: event.firstAt - (event.firstAt % SECURITY_SPAN_MS),
    })),
  );
}

/** Notes what is found by another index than its own, in a process that serves no requests. */
export function noteMisplaced(deps: { db: Database; vault: Vault; clock: Clock; log: Logger }): void {
  const { db, vault, clock, log } = deps;
  vault.whenMisplaced((place) => {
    recordOne({ db, clock }, misplacedIndex(place)).catch((error: unknown) =>
      log.warn({ error, column: place.column }, 'an index that is not its own is not in the security log'),
    );
  });
}

/** Notes a workflow of a type that is none of ours. @throws the driver's error */
export function noteStrangeWorkflow(deps: { db: Database; clock: Clock }): Promise<void> {
  return recordOne(deps, strangeWorkflow());
}

/** Notes a schedule that was mended. @throws the driver's error */
export function noteMendedSchedule(deps: { db: Database; clock: Clock }, reason: string): Promise<void> {
  return recordOne(deps, mendedSchedule(reason));
}

/** Counts the schedules that were mended since some moment. */
export async function countMendedSchedules(db: Pick<Database, 'select'>, since: Instant): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`coalesce(sum(${securityEvents.count}), 0)::int` })
    .from(securityEvents)
    .where(and(eq(securityEvents.event, 'scheduleMended'), gte(securityEvents.firstAt, since)));
  return row?.count ?? 0;
}

function recordOne({ db, clock }: { db: Database; clock: Clock }, event: SecurityEvent): Promise<void> {
  const now = clock.now();
  return recordSecurity(db, [{ ...event, count: 1, firstAt: now, lastAt: now }]);
}
