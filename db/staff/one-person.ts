import { sql } from 'drizzle-orm';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { decisionRefusal, type SubmissionState } from '../../domain/staff/two-people.ts';
import type { Reader } from '../reader.ts';

/**
 * Tells whether two accounts may be in one person's hands: the credentials of one are from the other, or those of both from a
 * third, and its owner has proved no address of their own. The guards of the tables ask the same.
 */
export async function isOnePerson(db: Reader, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [row] = await db
    .select({ isOne: sql<boolean>`is_one_person(${one}, ${other})` })
    .from(sql`(select 1) as asked`);
  return row?.isOne ?? false;
}

/** Finds the reason why this account cannot decide about a submission; null when it can. */
export async function refusalOfDecision(
  db: Reader,
  submission: { state: SubmissionState; submittedBy: string },
  account: string,
): Promise<DomainErrorCode | null> {
  return decisionRefusal(submission, account, await isOnePerson(db, submission.submittedBy, account));
}
