import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../config/clock.ts';
import type { Instant } from '../../../domain/time.ts';
import { createAlarm } from './alarm.ts';
import type { Delivery, NotifiedTrade } from './delivery.ts';
import type { Scheduler } from './scheduler.ts';
import type { TradeBook } from './trade-book.ts';

const MINUTE_MS = 60_000;
/** The waits between the attempts of one notice, like Alipay's: eight attempts in about a day. */
export const RETRY_WAITS_MS = [4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * MINUTE_MS);

const ANSWER_TIMEOUT_MS = 5_000;
const MAX_ANSWER_CHARACTERS = 200;
const MAX_IN_FLIGHT = 16;
const MAX_WAITING = 10_000;
const MAX_PER_TRADE = 50;

type DeliveryOf<Trade extends NotifiedTrade> = Trade['deliveries'][number];

export interface NoticeDeliveries<Trade extends NotifiedTrade> {
  /** Schedules a notice, due after the delay. Nothing is sent before `start`. */
  add(
    trade: Trade,
    event: DeliveryOf<Trade>['event'],
    options?: {
      delaySeconds?: number;
      copies?: number;
      lost?: boolean;
      forgery?: DeliveryOf<Trade>['forgery'];
      /** The notice to send once more, under its own id. */
      repeatOf?: DeliveryOf<Trade> | undefined;
    },
  ): void;
  /** Sets the alarm for the next notice due. Called once the book is saved, so that no notice runs ahead of it. */
  start(): void;
  /**
   * Makes the next attempt of every waiting notice now, as many times as there are rounds. Resolves with the number of
   * attempts.
   */
  fastForward(rounds: number): Promise<number>;
  close(): Promise<void>;
}

export function createNoticeDeliveries<Trade extends NotifiedTrade>(options: {
  book: TradeBook<Trade>;
  /** The receiver's answer that ends the attempts. */
  acceptedAnswer: string;
  /** Builds the fields of a notice as they are when the event happens. */
  fieldsOf(trade: Trade, event: DeliveryOf<Trade>['event'], at: Instant): Record<string, string>;
  /** Builds the body that goes over the wire: correctly signed, or forged in the given way. */
  bodyOf(delivery: DeliveryOf<Trade>, at: Instant): string;
  clock: Clock;
  scheduler: Scheduler;
  fetch: typeof fetch;
  timeScale: number;
}): NoticeDeliveries<Trade> {
  interface Waiting {
    trade: Trade;
    delivery: DeliveryOf<Trade>;
  }
  const { book, clock } = options;
  const waiting = new Set<Waiting>();
  const inFlight = new Map<Waiting, Promise<void>>();
  const stopping = new AbortController();

  for (const trade of book.all()) {
    for (const delivery of trade.deliveries) {
      if (delivery.state === 'waiting') waiting.add({ trade, delivery });
    }
  }

  const alarm = createAlarm(options.scheduler, nextDueAt, sendDue);

  function nextDueAt(): Instant | null {
    if (inFlight.size >= MAX_IN_FLIGHT) return null;
    let next: Instant | null = null;
    for (const entry of waiting) {
      if (!inFlight.has(entry) && (!next || entry.delivery.dueAt < next)) next = entry.delivery.dueAt;
    }
    return next;
  }

  async function sendDue(): Promise<void> {
    const now = clock.now();
    const due = [...waiting]
      .filter((entry) => !inFlight.has(entry) && entry.delivery.dueAt <= now)
      .toSorted((a, b) => a.delivery.dueAt - b.delivery.dueAt)
      .slice(0, MAX_IN_FLIGHT - inFlight.size);
    const sending = due.map((entry) => {
      const attempt = sendOnce(entry).finally(() => {
        inFlight.delete(entry);
        alarm.rearm();
      });
      inFlight.set(entry, attempt);
      return attempt;
    });
    // The alarm is set first: a slow receiver must not hold back what falls due meanwhile.
    alarm.rearm();
    await Promise.all(sending);
  }

  async function sendOnce(entry: Waiting): Promise<void> {
    const { trade, delivery } = entry;
    const at = clock.now();
    const answer =
      book.behaviour.notices === 'drop' || trade.notifyUrl === null
        ? null
        : await post(trade.notifyUrl, options.bodyOf(delivery, at));
    // An attempt that our own stop cut short is made again by the next run.
    if (stopping.signal.aborted) return;
    settle(delivery, at, answer);
    if (delivery.state !== 'waiting') waiting.delete(entry);
    // A failure to write only means that the notice is sent once more after a restart, as real ones are.
    await book.save().catch(() => undefined);
  }

  function settle(delivery: Delivery, at: Instant, answer: string | null): void {
    if (answer === null) {
      delivery.state = 'lost';
      return;
    }
    delivery.attempts.push({ at, answer });
    const wait = RETRY_WAITS_MS[delivery.attempts.length - 1];
    if (delivery.forgery) delivery.state = 'sent';
    else if (answer === options.acceptedAnswer) delivery.state = 'accepted';
    else if (wait === undefined) delivery.state = 'gave-up';
    else delivery.dueAt = clock.now() + wait / options.timeScale;
  }

  async function post(url: string, body: string): Promise<string> {
    try {
      const response = await options.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      });
      const text = await readStart(response);
      return response.status === 200 ? text : `HTTP ${response.status}`;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (cause instanceof Error && 'code' in cause) return String(cause.code);
      return error instanceof Error ? error.name : 'failed';
    }
  }

  return {
    add(trade, event, how = {}) {
      const now = clock.now();
      const fields = how.repeatOf?.fields ?? options.fieldsOf(trade, event, now);
      const dueAt = now + ((how.delaySeconds ?? 0) * 1000) / options.timeScale;
      for (let copy = 0; copy < (how.copies ?? 1); copy += 1) {
        const lost = how.lost === true || trade.notifyUrl === null || waiting.size >= MAX_WAITING;
        const delivery: DeliveryOf<Trade> = {
          id: randomUUID(),
          event,
          fields,
          forgery: how.forgery ?? null,
          dueAt,
          state: lost ? 'lost' : 'waiting',
          attempts: [],
        };
        trade.deliveries.push(delivery);
        if (!lost) waiting.add({ trade, delivery });
      }
      while (trade.deliveries.length > MAX_PER_TRADE) {
        const dropped = trade.deliveries.shift();
        for (const entry of waiting) if (entry.delivery === dropped) waiting.delete(entry);
      }
    },

    start: () => alarm.rearm(),

    async fastForward(rounds) {
      let attempts = 0;
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all(inFlight.values());
        const batch = [...waiting];
        for (let start = 0; start < batch.length; start += MAX_IN_FLIGHT) {
          await Promise.all(
            batch.slice(start, start + MAX_IN_FLIGHT).map((entry) => {
              const running = inFlight.get(entry);
              if (running || !waiting.has(entry)) return running;
              attempts += 1;
              const attempt = sendOnce(entry).finally(() => inFlight.delete(entry));
              inFlight.set(entry, attempt);
              return attempt;
            }),
          );
        }
      }
      alarm.rearm();
      return attempts;
    },

    async close() {
      alarm.stop();
      stopping.abort();
      await Promise.allSettled(inFlight.values());
    },
  };
}

async function readStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    // Leaving the loop cancels the stream.
    if (text.length > MAX_ANSWER_CHARACTERS) break;
  }
  return text.slice(0, MAX_ANSWER_CHARACTERS);
}
