import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import { readReview, sealReviewPersonal } from '../../db/review/read-review.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { recordReviewEvent } from '../../db/review/record-review-event.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import { candidates, passports, reviews, staffSessions } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { ScoreRow } from '../../domain/roll/scores.ts';
import { SIGN_IN_LIFE } from '../../domain/passport/sign-in-life.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import { DEMO_EXAM_SESSION } from './fill-session.ts';
import { type DemoPerson, strayScores } from './people.ts';
import { candidateActor, staffActor } from '../../domain/actor.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';

const WAITING = 8;
const MINUTES_APART = 17;
/** The reviewer who has decided those re-checks that wait no longer. */
const REVIEWER = 'reviewer2';
const REJECTED_BECAUSE = '成绩单上的证件号码与学籍不符，请携带成绩单原件到教务处核对后重新提交。';

/**
 * Fills in re-checks of people whose score was filed under a misread ID number: some wait for a reviewer, the others
 * are decided.
 */
export async function fillReviews(
  db: Database,
  vault: Vault,
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
  // Who decides is signed in (`guard_signed_in`): the demo's reviewer was, until now.
  const signedInAt =
    now - Math.min((asking.length + 1) * MINUTES_APART * MINUTE_MS, SIGN_IN_LIFE.staff.absolute);
  await db.insert(staffSessions).values({
    tokenHash: randomUUID(),
    account: REVIEWER,
    createdAt: signedInAt,
    lastUsedAt: signedInAt,
    expiresAt: now,
  });
  for (const [position, { row, score }] of asking.entries()) {
    const at = now - (asking.length - position) * MINUTES_APART * MINUTE_MS;
    const isWaiting = position >= asking.length - WAITING;
    await fillReview(db, vault, {
      row,
      score,
      account: `review${position + 1}`,
      at,
      decision: isWaiting ? null : position % 3 === 2 ? 'rejected' : 'approved',
    });
  }
}

interface DemoReview {
  row: RollRow;
  score: ScoreRow;
  account: string;
  at: Instant;
  decision: 'approved' | 'rejected' | null;
}

async function fillReview(
  db: Database,
  vault: Vault,
  { row, score, account, at, decision }: DemoReview,
): Promise<void> {
  const { name, idType, idNumber } = row;
  const index = idNumberIndex(vault, idType, idNumber);
  const email = `${account}@example.test`;
  // Nobody signs in to these passports, so the password is kept nowhere.
  const passwordHash = await hash(randomBytes(16).toString('hex'));
  await db.transaction(async (tx) => {
    const [candidate] = await tx
      .select()
      .from(candidates)
      .where(and(eq(candidates.examSessionId, DEMO_EXAM_SESSION), eq(candidates.idNumberIndex, index)));
    if (!candidate) return;
    const known = await tx.select().from(reviews).where(eq(reviews.candidateId, candidate.id));
    if (known.length > 0) return;
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
    const { id: candidateId, examSessionId, provinceCode, schoolCode, campusCode } = candidate;
    const reviewId = randomUUID();
    const personal = sealReviewPersonal(vault, reviewId, {
      ticketNumber: score.ticketNumber,
      name,
      idNumber,
    });
    await recordReviewEvent(tx, vault, {
      reviewId,
      record: null,
      event: {
        type: 'submitted',
        outcome: 'pending',
        passportId,
        request: {
          candidateId,
          examSessionId,
          provinceCode,
          schoolCode,
          campusCode,
          idNumberIndex: index,
          personal,
          score: score.score,
        },
      },
      actor: candidateActor(passportId),
      at,
      matchedTicket: score.ticketNumber,
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
  });
}
