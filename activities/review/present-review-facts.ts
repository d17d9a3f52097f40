import type { Transaction } from '../../db/connect.ts';
import type { SeasonOf } from '../../db/exam-session/season-in-transaction.ts';
import { openReviewPersonal } from '../../db/review/read-review.ts';
import { reviewPlaceOf } from '../../db/review/review-place.ts';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import { readScoreRecord } from '../../db/roll/read-score-record.ts';
import type { ReviewPersonal } from '../../db/schema/index.ts';
import { SealedValueError, type Vault } from '../../db/vault.ts';
import { windowsAround } from '../../domain/exam-session/season.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import type { ReviewRequest } from '../../domain/review/events.ts';
import { matchScore } from '../../domain/review/score-match.ts';

/** The record that a command is about, as far as it says where it stands. */
interface Place {
  reviewId: string;
  examSessionId: string;
  campusCode: string;
  /** The roll entry of the record; null before there is one. */
  candidateId: string | null;
}

/** A command with the facts of this moment, and the ticket whose score it goes by; null for one that names none. */
interface PresentCommand {
  command: ReviewCommand;
  ticketNumber: string | null;
}

/**
 * Gives a command the facts of this moment: when registration ends, and how far the score of its ticket proves anything.
 * Whoever sent it may have said anything.
 * @returns null when its request is not what roll and scores say
 */
export async function withPresentReviewFacts(
  tx: Transaction,
  vault: Vault,
  seasonOf: SeasonOf,
  command: ReviewCommand,
  { reviewId, examSessionId, campusCode, candidateId }: Place,
): Promise<PresentCommand | null> {
  const season = await seasonOf(examSessionId, [campusCode]);
  const window = effectiveWindow(windowsAround(season, campusCode), 'registration', campusCode);
  const facts = { endsAt: window?.closesAt ?? 0 };
  if (command.type === 'withdraw') return { command: { ...command, facts }, ticketNumber: null };
  const { request } = command;
  if (request.examSessionId !== examSessionId || (candidateId ?? request.candidateId) !== request.candidateId)
    return null;
  const own = await readOwnPaper(tx, vault, reviewId, request);
  if (!own) return null;
  const { cet6ScoreFrom } = season.examSession.settings;
  // A score that a school saw on paper is in no record: another person looks at it.
  if (command.type === 'file')
    return request.score < cet6ScoreFrom ? null : { command: { ...command, facts }, ticketNumber: null };
  const { ticketNumber } = own;
  const record = await readScoreRecord(tx, vault, ticketNumber, own);
  if (request.score !== (record?.score ?? 0)) return null;
  const match = matchScore(record, cet6ScoreFrom);
  return { command: { ...command, facts: { ...facts, match } }, ticketNumber };
}

/** Reads what a request says of its person; null when that is not what the roll entry says for which it is. */
async function readOwnPaper(
  tx: Transaction,
  vault: Vault,
  reviewId: string,
  request: ReviewRequest,
): Promise<ReviewPersonal | null> {
  const candidate = await readCandidate(tx, vault, request.candidateId);
  const opened = openedPersonal(vault, reviewId, request.personal);
  if (!candidate || !opened) return null;
  const isOwnPlace = Object.entries(reviewPlaceOf(candidate)).every(
    ([key, value]) => request[key as keyof ReviewRequest] === value,
  );
  const { roll } = candidate;
  return isOwnPlace && roll.name === opened.name && roll.idNumber === opened.idNumber ? opened : null;
}

/** Opens what a request says of a person; null for what was sealed for another re-check, or altered. */
function openedPersonal(vault: Vault, reviewId: string, personal: string): ReviewPersonal | null {
  try {
    return openReviewPersonal(vault, { id: reviewId, personal });
  } catch (error) {
    if (error instanceof SealedValueError && error.code === 'SEAL_BROKEN') return null;
    throw error;
  }
}
