import { passportReboundSignal, rowAheadSignal } from '../../workflows/entity/messages.ts';
import { noteBounced } from '../../db/batches/note-bounced.ts';
import {
  abandonMessage,
  claimOutbox,
  forgetDelivered,
  type OutboxRow,
  postponeMessage,
} from '../../db/messages/claim-outbox.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { maskMobile } from '../../domain/person/mobile.ts';
import { claimNotices, markRelayed, postponeNotice } from '../../db/payment/claim-notices.ts';
import type { OutboxLane, OutboxMessage } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import { MailNotSentError } from '../../gateways/mailer.ts';
import { TextNotSentError } from '../../gateways/sms.ts';
import { endsMovedSignal } from '../../workflows/registration/messages.ts';
import { reviewDecidedSignal } from '../../workflows/review/messages.ts';
import { deliverBatchMoved } from './deliver-batch.ts';
import { deliverMail } from './deliver-mail.ts';
import { deliverResetAsked } from './deliver-reset-asked.ts';
import { deliverReviewMoved } from './deliver-review.ts';
import { deliverNotice, deliverOffer, deliverRecordMoved } from './deliver-signals.ts';
import { deliverSignInLink } from './deliver-sign-in-link.ts';
import { deliverText } from './deliver-text.ts';
import type { RelayDependencies } from './dependencies.ts';
import { Lane } from './lane.ts';
import { createWrittenTexts, type WrittenTexts } from './written-mail.ts';

/**
 * The most deliveries under way at a time: signals by what Temporal takes, mail by the connections to its server, of which
 * staff's many mails take few: candidates' own do not wait for one.
 */
const BOUNDS = { notices: 50, signals: 50, rowsAhead: 20, mail: 10, text: 10, bulkMail: 2 };

/**
 * The time after which a lane looks for something due, in milliseconds. Of notices and signals it is told; to look is
 * for those put off, and for what was told while nobody heard it.
 */
const POLL_MS = { notices: 2_000, signals: 2_000, rowsAhead: 1_000, mail: 500, text: 500, bulkMail: 1_000 };

/** Builds the lanes of the relay: money, signals, signals to workflows left behind, mail and texts, each on its own. */
export function createLanes(deps: RelayDependencies) {
  const { db, clock } = deps;
  const delivering = { ...deps, texts: createWrittenTexts(deps) };
  /** Where what is under way went. */
  const sentTo = new WeakMap<OutboxRow, string>();
  const outboxLane = (lane: OutboxLane) =>
    new Lane<OutboxRow>(lane, deps, {
      bound: BOUNDS[lane],
      pollMs: POLL_MS[lane],
      claim: (now, lease) => claimOutbox(db, lane, now, lease),
      deliver: (row) => deliver(delivering, row, (to) => sentTo.set(row, to)),
      done: (row) => forgetDelivered(db, row, sealedReceiver(deps, row, sentTo.get(row)), clock.now()),
      postpone: ({ id }, dueAt) => postponeMessage(db, id, dueAt),
      isPermanent: (error) =>
        (error instanceof MailNotSentError || error instanceof TextNotSentError) && error.permanent,
      abandon: async (row, at) => {
        // First, so that whoever is killed in between does both again.
        await noteBounced(db, row.key);
        await abandonMessage(db, row, at);
      },
    });
  return [
    // Money is behind a notice: it is never given up.
    new Lane('notices', deps, {
      bound: BOUNDS.notices,
      pollMs: POLL_MS.notices,
      claim: (now, lease) => claimNotices(db, now, lease),
      deliver: (notice) => deliverNotice(deps, notice),
      done: ({ id }) => markRelayed(db, id, clock.now()),
      postpone: ({ id }, dueAt) => postponeNotice(db, id, dueAt),
    }),
    outboxLane('signals'),
    outboxLane('rowsAhead'),
    outboxLane('mail'),
    outboxLane('text'),
    outboxLane('bulkMail'),
  ];
}

/** Masks and seals where a message went, to be kept beside what became of it; null: it went nowhere. */
function sealedReceiver(
  { vault }: RelayDependencies,
  { key, message }: OutboxRow,
  to: string | undefined,
): string | null {
  if (to === undefined) return null;
  return vault.seal(SEALED.sentTo(key), message.kind === 'text' ? maskMobile(to) : maskEmail(to));
}

function deliver(
  deps: RelayDependencies & { texts: WrittenTexts },
  { key, message, attempts }: Pick<OutboxRow, 'key' | 'attempts'> & { message: OutboxMessage },
  onSent: (to: string) => void,
): Promise<Instant | void> {
  switch (message.kind) {
    case 'mail':
      return deliverMail(deps, { key, attempts }, message, onSent);
    case 'signInLinkAsked':
      return deliverSignInLink(deps, key, message);
    case 'text':
      return deliverText(deps, key, message, onSent);
    case 'resetAsked':
      return deliverResetAsked(deps, message);
    case 'offerMade':
      return deliverOffer(deps, message.waitlistEntryId, attempts);
    case 'rowAhead':
      return deliverRecordMoved(deps, message.registrationId, rowAheadSignal);
    case 'endsMoved':
      return deliverRecordMoved(deps, message.registrationId, endsMovedSignal);
    case 'passportRebound':
      return deliverRecordMoved(deps, message.registrationId, passportReboundSignal);
    case 'reviewDecided':
      return deliverReviewMoved(deps, message.reviewId, reviewDecidedSignal);
    case 'reviewRebound':
      return deliverReviewMoved(deps, message.reviewId, passportReboundSignal);
    case 'reviewAhead':
      return deliverReviewMoved(deps, message.reviewId, rowAheadSignal);
    case 'batchMoved':
      return deliverBatchMoved(deps, message.batchId);
  }
}
