import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { Database } from './connect.ts';
import { recordSecurity } from './record-security.ts';
import type { CountedEvents, SecurityEvent, SecurityEventKind } from '../domain/security.ts';
import { MINUTE_MS } from '../domain/time.ts';

const WRITE_EVERY_MS = 1_000;
const BATCH = 500;
/** The most rows waiting while the database is away. */
const MAX_WAITING = 5_000;
/** New rows of a kind that one process writes in a minute; more are counted together. */
const MAX_ROWS_A_MINUTE = 600;
/** The same for what only people who are signed in bring about. */
const MAX_SIGN_OUTS_A_MINUTE = 6_000;

export interface SecurityLog {
  /** Notes an event. It is written within a second or so, never on the request's way. */
  note(event: SecurityEvent): void;
  /** Writes what waits; what cannot be written goes on waiting. */
  flush(): Promise<void>;
}

/**
 * Creates the security log of a process. Equal events are counted together, and a flood of different ones becomes one row
 * of its kind, so that nobody fills the table or slows an answer by being refused.
 */
export function createSecurityLog(deps: { db: Database; clock: Clock; log: Logger }): SecurityLog {
  const { db, clock, log } = deps;
  let waiting = new Map<string, CountedEvents>();
  let minute = 0;
  let rows = new Map<SecurityEventKind, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  /** Tells whether another row of this kind may be made. */
  function takeRow(event: SecurityEventKind, now: number): boolean {
    if (Math.floor(now / MINUTE_MS) !== minute) {
      minute = Math.floor(now / MINUTE_MS);
      rows = new Map();
    }
    const taken = rows.get(event) ?? 0;
    const most = event === 'signedOut' ? MAX_SIGN_OUTS_A_MINUTE : MAX_ROWS_A_MINUTE;
    if (taken >= most || waiting.size >= MAX_WAITING) return false;
    rows.set(event, taken + 1);
    return true;
  }

  function add(event: SecurityEvent, seen: { count: number; firstAt: number; lastAt: number }): void {
    const { event: kind, actor, account, address, route, reason } = event;
    const key = [kind, actor, account, address, route, reason].join('\n');
    const known = waiting.get(key);
    waiting.set(key, {
      ...event,
      count: (known?.count ?? 0) + seen.count,
      firstAt: Math.min(known?.firstAt ?? seen.firstAt, seen.firstAt),
      lastAt: Math.max(known?.lastAt ?? seen.lastAt, seen.lastAt),
    });
  }

  async function write(): Promise<void> {
    // In one order, so that processes that write the same rows do not wait for each other.
    const events = [...waiting.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
    waiting = new Map();
    for (let start = 0; start < events.length; start += BATCH) {
      try {
        await recordSecurity(db, events.slice(start, start + BATCH));
      } catch (error) {
        log.warn({ error, rows: events.length - start }, 'the security log is not written and waits');
        for (const event of events.slice(start)) add(event, event);
        return;
      }
    }
  }

  function writeSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush().then(() => waiting.size > 0 && writeSoon());
    }, WRITE_EVERY_MS).unref();
  }

  /** One write at a time: what is noted meanwhile waits for the next. */
  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  return {
    note(event) {
      const now = clock.now();
      const one = { count: 1, firstAt: now, lastAt: now };
      const key = [event.event, event.actor, event.account, event.address, event.route, event.reason];
      if (waiting.has(key.join('\n')) || takeRow(event.event, now)) add(event, one);
      else add(various(event.event), one);
      writeSoon();
    },
    flush,
  };
}

function various(event: SecurityEventKind): SecurityEvent {
  return { event, actor: 'visitor', account: '', address: 'various', route: '', reason: 'flood' };
}
