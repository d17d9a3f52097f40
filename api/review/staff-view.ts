import type { z } from '@hono/zod-openapi';
import { listReviews } from '../../db/review/list-reviews.ts';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import {
  listReviewEvents,
  openReviewPersonal,
  type ReviewRecord,
  reviewEndsAt,
} from '../../db/review/read-review.ts';
import { openForPerson } from '../../db/person/person-keys.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { openReason } from '../../db/staff/sealed-reason.ts';
import { readScoreRecord, type ScoreRecord } from '../../db/roll/read-score-record.ts';
import { comparePapers } from '../../domain/review/compare.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ApiDependencies } from '../context.ts';
import type { staffReviewSchema } from './schemas.ts';
import { rollView } from '../roll/view.ts';
import { type Actor, actorParts } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';

/**
 * Shows request, score record and roll entry side by side, and the history. @param scope of the reviewer, to find the
 * next re-check
 */
export async function staffReviewView(
  { db, vault }: Pick<ApiDependencies, 'db' | 'vault'>,
  record: ReviewRecord,
  scope: Scope,
): Promise<z.infer<typeof staffReviewSchema>> {
  const candidate = await readCandidate(db, vault, record.candidateId);
  if (!candidate) throw new Error(`re-check ${record.id} has no candidate`);
  const { ticketNumber, proof = null, ...request } = openReviewPersonal(vault, record);
  const { examSessionId } = record;
  const [score, events, endsAt, waiting] = await Promise.all([
    ticketNumber === '' ? null : readScoreRecord(db, vault, ticketNumber, request),
    listReviewEvents(db, record.id),
    reviewEndsAt(db, record),
    listReviews(db, { scope, examSessionId, state: 'pending', limit: 2 }),
  ]);
  const history = [];
  for (const { event, actor, version, happenedAt } of events) {
    const rejected = event.type === 'rejected' && {
      person: `candidate/${record.candidateId}` as const,
      place: SEALED.eventReason(`${record.id}/${version}`),
      sealed: event.sealedReason,
    };
    history.push({
      happenedAt: isoInstant(happenedAt),
      type: event.type,
      by: actorView(actor),
      reason: rejected ? await openForPerson<string>(db, vault, rejected) : null,
    });
  }
  return {
    ...reviewStateView(record),
    proof,
    ticketNumber,
    // A filed re-check has the score that the filer saw on papers; the others have that of the ticket's record.
    score: record.filedBy === null ? (score?.score ?? null) : record.score,
    comparison: comparePapers({
      request,
      score: score ? (score.person ?? comparedOnly(score, request)) : { name: null, idNumber: null },
      roll: candidate.roll,
    }),
    roll: rollView(candidate.roll, candidate.campus),
    reason: openReason(vault, SEALED.reviewReason(record.id), record.reason),
    endsAt: endsAt === 0 ? null : isoInstant(endsAt),
    history,
    nextId: waiting.find(({ id }) => id !== record.id)?.id ?? null,
  };
}

/** Shows a record stored without the person: a value that is not the same is different, but unreadable. */
function comparedOnly(
  { sameName, sameIdNumber }: ScoreRecord,
  { name, idNumber }: { name: string; idNumber: string },
) {
  return { name: sameName ? name : '', idNumber: sameIdNumber ? idNumber : '' };
}

/** Shows the state of a re-check, as in the list. */
export function reviewStateView(record: ReviewRecord) {
  const { id, version, state, filedBy, submittedAt, decidedAt, decidedBy } = record;
  if (state === 'deleted') throw new Error(`re-check ${id} is deleted and not to be shown`);
  return {
    id,
    version,
    state,
    filedBy,
    submittedAt: isoInstant(submittedAt),
    decidedAt: isoInstant(decidedAt),
    decidedBy: decidedBy === null ? null : actorView(decidedBy),
  };
}

/** Names the account for staff, and only the kind for others. */
function actorView(actor: Actor | 'rule'): string {
  if (actor === 'rule') return actor;
  const { kind, id } = actorParts(actor);
  return kind === 'staff' ? id : kind;
}
