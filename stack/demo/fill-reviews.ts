import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import { readReview, sealReviewPersonal } from '../../db/review/read-review.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { recordReviewEvent } from '../../db/review/record-review-event.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import { candidates, passports, reviews } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { ScoreRow } from '../../domain/roll/scores.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import { type DemoPerson, strayScores } from './people.ts';
import { candidateActor, staffActor } from '../../domain/actor.ts';
import { addReviewProof, proofsOf } from '../../db/review/review-proofs.ts';
import { storeProof } from '../../db/staff/proofs.ts';
import { StackError } from '../stack-error.ts';
import { paperPng } from './paper.ts';
import { wasSignedIn } from './was-signed-in.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';

const WAITING = 8;
const MINUTES_APART = 17;
/** The reviewer who has decided those re-checks that wait no longer. */
const REVIEWER = 'reviewer2';
/** The re-checks that the reviewer has filed: the other one decides them. A pass before 2005 counts as the score that is needed. */
const FILED = 2;
const OLD_SCORE = DEFAULT_SETTINGS.cet6ScoreFrom;
const PAPERS_SEEN = '1999 年四级成绩单原件，已与证件核对';
const REJECTED_BECAUSE = '成绩单上的证件号码与学籍不符，请携带成绩单原件到教务处核对后重新提交。';

/**
 * Fills in re-checks of people whose score was filed under a misread ID number: some wait for a reviewer, the others
 * are decided.
 */
export async function fillReviews(
  db: Database,
  vault: Vault,
  examSessionId: string,
  people: readonly DemoPerson[],
  now: Instant,
): Promise<void> {
  const asking = strayScores(people).flatMap((score) => {
    const person = people.find(
      (one) =>
        one.score === null &&
        one.row.name === score.name &&
        one.row.campusCode === score.ticketNumber.slice(0, 6),
    );
    return person ? [{ row: person.row, score }] : [];
  });
  await wasSignedIn(db, REVIEWER, { forMs: (asking.length + 1) * MINUTES_APART * MINUTE_MS, now });
  for (const [position, { row, score }] of asking.entries()) {
    const at = now - (asking.length - position) * MINUTES_APART * MINUTE_MS;
    const isWaiting = position >= asking.length - WAITING;
    await fillReview(db, vault, examSessionId, {
      row,
      score,
      account: `review${position + 1}`,
      at,
      decision: isWaiting ? null : position % 3 === 2 ? 'rejected' : 'approved',
    });
  }
  for (const [position, { row }] of filedFor(people).entries()) {
    const reviewId = await fillReview(db, vault, examSessionId, {
      row,
      filed: true,
      account: `filed${position + 1}`,
      at: now - (position + 1) * MINUTES_APART * MINUTE_MS,
    });
    if (reviewId) await addPaper(db, vault, reviewId, now);
  }
}

/** Keeps a file with what was filed, as its filer does. */
async function addPaper(db: Database, vault: Vault, reviewId: string, now: Instant): Promise<void> {
  const proofId = randomUUID();
  const paper = { id: proofId, about: proofsOf(reviewId), type: 'image/png', bytes: paperPng() } as const;
  await storeProof(db, vault, { ...paper, uploadedBy: REVIEWER }, now);
  const refusal = await addReviewProof(db, { reviewId, proofId, account: REVIEWER }, now);
  if (refusal) throw new StackError(`the demo cannot be set up: ${refusal}`);
}

/** Finds people of the school of the printed reviewers who never had a score: the one they have is from before 2005. */
function filedFor(people: readonly DemoPerson[]): DemoPerson[] {
  const asked = new Set(strayScores(people).map(({ name }) => name));
  return people
    .filter(({ row, score }) => row.campusCode.startsWith('99101') && score === null && !asked.has(row.name))
    .slice(-FILED);
}

type DemoReview = { row: RollRow; account: string; at: Instant } & (
  | { score: ScoreRow; decision: 'approved' | 'rejected' | null; filed?: never }
  /** By the reviewer, on the strength of papers. */
  | { filed: true; score?: never; decision?: never }
);

/** Fills in one re-check of somebody who has none. @returns its id; null where there was nothing to fill in */
async function fillReview(
  db: Database,
  vault: Vault,
  examSessionId: string,
  { row, score, account, at, decision, filed }: DemoReview,
): Promise<string | null> {
  const { name, idType, idNumber } = row;
  const index = idNumberIndex(vault, idType, idNumber);
  const email = `${account}@example.test`;
  // Nobody signs in to these passports, so the password is kept nowhere.
  const passwordHash = await hash(randomBytes(16).toString('hex'));
  return db.transaction(async (tx) => {
    const [candidate] = await tx
      .select()
      .from(candidates)
      .where(and(eq(candidates.examSessionId, examSessionId), eq(candidates.idNumberIndex, index)));
    if (!candidate) return null;
    const known = await tx.select().from(reviews).where(eq(reviews.candidateId, candidate.id));
    if (known.length > 0) return null;
    const passportId = randomBytes(16).toString('hex');
    await tx.insert(passports).values({
      id: passportId,
      personal: sealPassport(vault, passportId, { name, idNumber, email, mobile: '' }),
      idType,
      idNumberIndex: index,
      emailIndex: emailIndex(vault, email),
      passwordHash,
      emailVerifiedAt: at,
      hold: 'reserving',
      heldSince: at,
      createdAt: at,
    });
    const { id: candidateId, provinceCode, schoolCode, campusCode } = candidate;
    const reviewId = randomUUID();
    const personal = sealReviewPersonal(vault, reviewId, {
      ticketNumber: score?.ticketNumber ?? '',
      name,
      idNumber,
      ...(filed && { proof: PAPERS_SEEN }),
    });
    await recordReviewEvent(tx, vault, {
      reviewId,
      record: null,
      event: {
        type: 'submitted',
        outcome: 'pending',
        passportId,
        ...(filed && { filedBy: REVIEWER }),
        request: {
          candidateId,
          examSessionId,
          provinceCode,
          schoolCode,
          campusCode,
          idNumberIndex: index,
          personal,
          score: score?.score ?? OLD_SCORE,
          ...(filed && { filedAs: 'old' as const }),
        },
      },
      actor: filed ? staffActor(REVIEWER) : candidateActor(passportId),
      at,
      matchedTicket: score?.ticketNumber ?? null,
    });
    const record = decision && (await readReview(tx, reviewId));
    if (record) {
      await recordReviewEvent(tx, vault, {
        reviewId,
        record,
        event:
          decision === 'approved'
            ? { type: 'approved' }
            : { type: 'rejected', sealedReason: vault.seal(SEALED.reviewReason(reviewId), REJECTED_BECAUSE) },
        actor: staffActor(REVIEWER),
        at: at + MINUTES_APART * MINUTE_MS,
      });
    }
    // The relay starts the workflow as soon as it runs.
    await leaveMessages(tx, [
      {
        key: `demo/review/${reviewId}`,
        subject: `review/${reviewId}`,
        message: { kind: 'reviewAhead', reviewId },
        dueAt: at,
      },
    ]);
    return reviewId;
  });
}
