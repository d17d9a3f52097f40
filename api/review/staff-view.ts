import type { z } from '@hono/zod-openapi';
import { waitsUntil } from '../../db/messages/take-back-message.ts';
import { decisionMailKey } from '../../db/review/record-review-event.ts';
import { isFiler } from '../../db/review/decide-review.ts';
import { isUsed } from '../../db/review/reset-review.ts';
import { proofsOf } from '../../db/review/review-proofs.ts';
import { listProofs } from '../../db/staff/proofs.ts';
import { proofView } from '../staff/proofs.ts';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import {
  listReviewEvents,
  openReviewPersonal,
  type ReviewRecord,
  reviewEndsAt,
  reviewOf,
} from '../../db/review/read-review.ts';
import { openForPerson } from '../../db/person/person-keys.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { openReason } from '../../db/staff/sealed-reason.ts';
import { readScoreRecord, type ScoreRecord } from '../../db/roll/read-score-record.ts';
import { comparePapers, compareResults } from '../../domain/review/compare.ts';
import { kindOf } from '../../domain/review/kind.ts';
import { resetRefusal } from '../../domain/review/decide.ts';
import type { ApiDependencies } from '../context.ts';
import type { staffReviewSchema } from './schemas.ts';
import { rollView } from '../roll/view.ts';
import { type Actor, actorParts } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';

/**
 * Shows request, score record and roll entry side by side, and the history.
 * @param account of the reviewer, to say whether they can take a decision back
 */
export async function staffReviewView(
  { db, vault, clock }: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  record: ReviewRecord,
  account: string,
): Promise<z.infer<typeof staffReviewSchema>> {
  const candidate = await readCandidate(db, vault, record.candidateId);
  if (!candidate) throw new Error(`re-check ${record.id} has no candidate`);
  const { ticketNumber, proof = null, ...request } = openReviewPersonal(vault, record);
  const [score, events, endsAt, mailAt, proofs] = await Promise.all([
    ticketNumber === '' ? null : readScoreRecord(db, vault, ticketNumber, request),
    listReviewEvents(db, record.id),
    reviewEndsAt(db, record),
    decisionMailKey(db, record.id).then((key) => waitsUntil(db, key)),
    listProofs(db, proofsOf(record.id)),
  ]);
  const history = [];
  for (const { event, actor, version, happenedAt } of events) {
    const { sealedReason = null } = 'sealedReason' in event ? event : {};
    const told = sealedReason !== null && {
      person: `candidate/${record.candidateId}` as const,
      place: SEALED.eventReason(`${record.id}/${version}`),
      sealed: sealedReason,
    };
    history.push({
      happenedAt: isoInstant(happenedAt),
      type: event.type,
      by: actorView(actor),
      approvedBy: ('seconder' in event && event.seconder) || null,
      reason: told ? await openForPerson<string>(db, vault, told) : null,
    });
  }
  return {
    ...reviewStateView(record),
    proof,
    proofs: proofs.map(proofView),
    ticketNumber,
    // A filed re-check has the score that the filer saw on papers; the others have that of the ticket's record.
    score: record.filedBy === null ? (score?.score ?? null) : record.score,
    comparison: [
      ...comparePapers({
        request,
        score: score ? (score.person ?? comparedOnly(score, request)) : { name: null, idNumber: null },
        roll: candidate.roll,
      }),
      ...compareResults(
        // A candidate claims no score: the ticket's counts.
        { ticketNumber: ticketNumber || null, score: record.filedBy === null ? null : record.score },
        { ticketNumber: score?.ticketNumber ?? null, score: score?.score ?? null },
      ),
    ],
    roll: rollView(candidate.roll, candidate.campus),
    reason: openReason(vault, SEALED.reviewReason(record.id), record.reason),
    endsAt: endsAt === 0 ? null : isoInstant(endsAt),
    history,
    resetRefusal: resetRefusal(
      reviewOf(record),
      { version: record.version, account },
      {
        endsAt,
        byStaff: record.decider !== null,
        isUsed: record.state === 'approved' && (await isUsed(db, record.idNumberIndex)),
        isOnePerson: await isFiler(db, record, account),
      },
      clock.now(),
    ),
    mailAt: isoInstant(mailAt),
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
    kind: kindOf(record),
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
