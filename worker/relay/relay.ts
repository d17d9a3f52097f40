import { claimNotices, markRelayed, postponeNotice } from '../../db/payment/claim-notices.ts';
import { claimOutbox, forgetDelivered, postponeMessage } from '../../db/messages/claim-outbox.ts';
import { tellMovedEnds } from '../../db/review/tell-moved-ends.ts';
import type { OutboxMessage } from '../../db/schema/index.ts';
import { MailNotSentError } from '../../gateways/mailer.ts';
import { TextNotSentError } from '../../gateways/sms.ts';
import { passportReboundSignal, rowAheadSignal } from '../../workflows/registration/messages.ts';
import {
  reviewAheadSignal,
  reviewDecidedSignal,
  reviewReboundSignal,
} from '../../workflows/review/messages.ts';
import { deliverMail } from './deliver-mail.ts';
import type { RelayDependencies } from './dependencies.ts';
import { deliverNotice, deliverOffer, deliverRecordMoved } from './deliver-signals.ts';
import { promoteWaiting } from './promote-waiting.ts';
import { deliverReviewMoved } from './deliver-review.ts';
import { deliverText } from './deliver-text.ts';

const BATCH = 50;
const LEASE_MS = 30_000;
const IDLE_POLL_MS = 250;
const MAX_BACKOFF_MS = 5 * 60_000;
/** The attempts that fill some two days, by the back-off above. */
const MAX_ATTEMPTS = 600;

/**
 * Carries messages from the database to their receivers, at least once: gateways' notices and `rowAhead` as signals,
 * mails and texts. Any number of relays may run.
 */
export class Relay {
  readonly #deps: RelayDependencies;
  #running: Promise<void> | undefined;
  #stopping = false;
  #wake: (() => void) | undefined;

  constructor(deps: RelayDependencies) {
    this.#deps = deps;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
  }

  /** Delivers what is due, once. @returns how many messages were worked on */
  async drain(): Promise<number> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    await promoteWaiting(db, now);
    await tellMovedEnds(db, now);
    const lease = { untilAt: new Date(now.getTime() + LEASE_MS), limit: BATCH };
    const [notices, messages] = [await claimNotices(db, now, lease), await claimOutbox(db, now, lease)];
    await Promise.all([
      ...notices.map((notice) =>
        this.#attempt(`notice ${notice.id}`, notice.attempts, {
          deliver: () => deliverNotice(this.#deps, notice),
          done: () => markRelayed(db, notice.id, clock.now()),
          postpone: (dueAt) => postponeNotice(db, notice.id, dueAt),
          // Money is behind a notice: it is never given up.
          abandon: (dueAt) => postponeNotice(db, notice.id, dueAt),
        }),
      ),
      ...messages.map(({ id, key, message, attempts }) =>
        this.#attempt(`message ${id}`, attempts, {
          deliver: () => this.#deliver(key, message),
          done: () => forgetDelivered(db, id),
          postpone: (dueAt) => postponeMessage(db, id, { dueAt }),
          abandon: () => postponeMessage(db, id, { abandonedAt: clock.now() }),
        }),
      ),
    ]);
    return notices.length + messages.length;
  }

  #deliver(key: string, message: OutboxMessage): Promise<Date | void> {
    switch (message.kind) {
      case 'mail':
        return deliverMail(this.#deps, key, message);
      case 'text':
        return deliverText(this.#deps, key, message);
      case 'offerMade':
        return deliverOffer(this.#deps, message.waitlistEntryId);
      case 'rowAhead':
        return deliverRecordMoved(this.#deps, message.registrationId, rowAheadSignal);
      case 'passportRebound':
        return deliverRecordMoved(this.#deps, message.registrationId, passportReboundSignal);
      case 'reviewDecided':
        return deliverReviewMoved(this.#deps, message.reviewId, reviewDecidedSignal);
      case 'reviewRebound':
        return deliverReviewMoved(this.#deps, message.reviewId, reviewReboundSignal);
      case 'reviewAhead':
        return deliverReviewMoved(this.#deps, message.reviewId, reviewAheadSignal);
    }
  }

  async #attempt(
    what: string,
    attempts: number,
    steps: {
      /** @returns when to look again; undefined when it is done */
      deliver(): Promise<Date | void>;
      done(): Promise<void>;
      postpone(dueAt: Date): Promise<void>;
      abandon(dueAt: Date): Promise<void>;
    },
  ): Promise<void> {
    const { log, clock } = this.#deps;
    try {
      const againAt = await steps.deliver();
      await (againAt ? steps.postpone(againAt) : steps.done());
    } catch (error) {
      const dueAt = new Date(
        clock.now().getTime() + Math.min(1_000 * 2 ** Math.min(attempts, 20), MAX_BACKOFF_MS),
      );
      if (attempts >= MAX_ATTEMPTS || isPermanent(error)) {
        log.error({ what, attempts, error: String(error) }, 'gave up a delivery: a person must look');
        await steps.abandon(dueAt);
      } else {
        log.warn({ what, attempts, error: String(error) }, 'a delivery failed and is tried again');
        await steps.postpone(dueAt);
      }
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const worked = await this.drain().catch((error: unknown) => {
        this.#deps.log.error({ error: String(error) }, 'the relay could not read its messages');
        return 0;
      });
      if (worked === 0 && !this.#stopping) await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Tells whether a message can never be delivered: retrying it would only hold up what comes after it. */
function isPermanent(error: unknown): boolean {
  return (error instanceof MailNotSentError || error instanceof TextNotSentError) && error.permanent;
}
