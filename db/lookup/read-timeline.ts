import { desc, eq, inArray } from 'drizzle-orm';
import { candidateActor, type Actor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { CorrectionValues } from '../../domain/registration/correction-values.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { ReviewEvent } from '../../domain/review/events.ts';
import type { Instant } from '../../domain/time.ts';
import { listAuditOfAll } from '../list-audit.ts';
import type { Reader } from '../reader.ts';
import { readCorrectionValues } from '../registration/correction-values.ts';
import { readRegistration } from '../registration/read-registration.ts';
import { registrationEvents, reviewEvents } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { type CandidatePlace, passportsOf, reviewsOf, theirOwn } from './read-dossier.ts';

/** Something that happened to a candidate, as it was written for good. */
export type TimelineRow = {
  at: Instant;
  actor: Actor;
  /** Its place in what is written for good. */
  position: string;
} & (
  | { of: 'registration'; event: RegistrationEvent }
  | { of: 'review'; event: ReviewEvent }
  | { of: 'log'; action: AuditAction['action'] }
);

/**
 * Reads what happened to a candidate, the newest first: to the registration, to re-checks, to the roll entry and to the
 * passports.
 * @param most of each kind
 * @returns corrections: what they were and are, by their ids; isWhole false when there is more than was read
 */
export async function readTimeline(
  db: Reader,
  vault: Vault,
  candidate: CandidatePlace,
  most: number,
): Promise<{ rows: TimelineRow[]; corrections: Map<string, CorrectionValues>; isWhole: boolean }> {
  const registration = await readRegistration(db, candidate.id);
  const people = await passportsOf(db, vault, candidate, registration);
  const passportIds = theirOwn(vault, people, candidate, registration);
  const reviewIds = (await reviewsOf(db, candidate, passportIds)).map(({ id }) => id);
  const targets = [
    `candidate/${candidate.id}`,
    `registration/${candidate.id}`,
    ...passportIds.map(candidateActor),
    ...reviewIds.map((id) => `review/${id}`),
  ];
  const [ofRegistration, ofReviews, logged] = await Promise.all([
    db
      .select()
      .from(registrationEvents)
      .where(eq(registrationEvents.registrationId, candidate.id))
      .orderBy(desc(registrationEvents.version), desc(registrationEvents.position))
      .limit(most + 1),
    reviewIds.length === 0
      ? []
      : db
          .select()
          .from(reviewEvents)
          .where(inArray(reviewEvents.reviewId, reviewIds))
          .orderBy(desc(reviewEvents.happenedAt), desc(reviewEvents.version))
          .limit(most + 1),
    listAuditOfAll(db, targets, most + 1),
  ]);
  const kinds: TimelineRow[][] = [
    ofRegistration.map(({ event, actor, happenedAt: at, version, position }) => ({
      of: 'registration',
      event,
      actor,
      at,
      position: `registration_events ${version}.${position}`,
    })),
    ofReviews.map(({ event, actor, happenedAt: at, version, reviewId }) => ({
      of: 'review',
      event,
      actor,
      at,
      position: `review_events ${reviewId.slice(0, 8)}.${version}`,
    })),
    logged.map(({ action, actor, happenedAt: at, id }) => ({
      of: 'log',
      action,
      actor,
      at,
      position: `audit_log ${id}`,
    })),
  ];
  return {
    // Rows of one kind stay in the order in which they were written, also where they have one moment.
    rows: kinds.flatMap((rows) => rows.slice(0, most)).toSorted((a, b) => b.at - a.at),
    corrections: await readCorrectionValues(db, vault, candidate.id),
    isWhole: kinds.every((rows) => rows.length <= most),
  };
}
