import { asc, eq } from 'drizzle-orm';
import { mayClose } from '../../domain/registration/deadlines.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { isFinal } from '../../domain/review/state.ts';
import type { Transaction } from '../connect.ts';
import { passports, registrationEvents, registrations, reviews } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { endSignInsOfPassport } from '../passport/sign-ins.ts';
import { leaveMessage, leaveMessages } from '../messages/leave-message.ts';
import { askedBy, boundTo } from './read-rebind.ts';
import { reviewOf } from '../review/read-review.ts';
import { recordReviewEvent } from '../review/record-review-event.ts';
import { openPassport } from '../passport/sealed-passport.ts';
import { writeRegistration } from '../registration/write-registration.ts';
import { candidateActor, type Actor } from '../../domain/actor.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import { passportClosed, passportRebound } from '../../domain/rebind/mails.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

interface Move {
  /** The passport that holds the number; locked, like the new one. */
  old: { id: string; personal: string; emailVerifiedAt: Instant | null };
  newPassportId: string;
  /** The member of staff who approved the rebind. */
  actor: Actor;
}

/**
 * Moves an ID number with every registration and re-check to the passport that claims it, and closes the one that held
 * it. Records move ahead of their workflows: the version grows, and the outbox tells those workflows that are still
 * open.
 */
export async function rebindPassport(tx: Transaction, vault: Vault, move: Move, at: Instant): Promise<void> {
  const { old, newPassportId, actor } = move;
  // The old passport is closed first: a number has one holder at any moment.
  await tx.update(passports).set({ closedAt: at, reboundTo: newPassportId }).where(eq(passports.id, old.id));
  await tx.update(passports).set({ hold: 'reserving', heldSince: at }).where(eq(passports.id, newPassportId));
  await endSignInsOfPassport(tx, old.id, at);
  const registrationCount = await moveRegistrations(tx, move, at);
  const reviewCount = await moveReviews(tx, vault, move, at);
  const { email } = openPassport(vault, old);
  const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), email);
  await leaveMessage(tx, passportClosed(old.id, { sealTo, isProved: old.emailVerifiedAt !== null }), at);
  await leaveMessage(tx, passportRebound(old.id, newPassportId), at);
  await recordAudit(tx, {
    actor,
    action: 'passportRebound',
    target: candidateActor(old.id),
    details: { newPassportId, registrations: registrationCount, reviews: reviewCount },
    happenedAt: at,
  });
}

async function moveRegistrations(tx: Transaction, { old, newPassportId, actor }: Move, at: Instant) {
  const moved = await tx
    .select()
    .from(registrations)
    .where(boundTo(tx, [old.id]))
    .orderBy(asc(registrations.id))
    .for('update');
  for (const { id, state: before } of moved) {
    const event = { type: 'passportRebound', passportId: newPassportId } as const;
    const state = evolve(before, [event]);
    if (!(await writeRegistration(tx, id, state, at))) {
      throw new Error(`registration ${id} moved under its lock`);
    }
    await tx
      .insert(registrationEvents)
      .values({ registrationId: id, version: state.version, position: 0, event, actor, happenedAt: at });
    if (!mayClose(state, at)) {
      await tell(tx, `${id}/${state.version}`, { kind: 'passportRebound', registrationId: id }, at);
    }
  }
  return moved.length;
}

async function moveReviews(tx: Transaction, vault: Vault, { old, newPassportId, actor }: Move, at: Instant) {
  const moved = await tx
    .select()
    .from(reviews)
    .where(askedBy(tx, [old.id]))
    .orderBy(asc(reviews.id))
    .for('update');
  for (const record of moved) {
    const event = { type: 'passportRebound', passportId: newPassportId } as const;
    const review = await recordReviewEvent(tx, vault, { reviewId: record.id, record, event, actor, at });
    if (!isFinal(reviewOf(record))) {
      await tell(tx, `${record.id}/${review.version}`, { kind: 'reviewRebound', reviewId: record.id }, at);
    }
  }
  return moved.length;
}

/** Tells a workflow that something has moved; it then reads for itself what that is. */
async function tell(tx: Transaction, what: string, message: OutboxMessage, at: Instant): Promise<void> {
  const key = `${message.kind}/${what}`;
  await leaveMessages(tx, [{ key, subject: key, message, dueAt: at }]);
}
