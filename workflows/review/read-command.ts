import type { ReviewCommand } from '../../domain/review/commands.ts';

/** The latest instant that a Date can hold. */
const LAST_INSTANT = 8.64e15;

/** Tells whether a re-check's workflow was started by us: what it carries over is then its own. */
export function isReviewInput(value: unknown): boolean {
  return isRecord(value) && typeof value.reviewId === 'string' && typeof value.examSessionId === 'string';
}

/** Tells whether an update's argument has the shape of its command as far as the loop relies on it; see `isCommand`. */
export function isReviewCommand(value: unknown, type: ReviewCommand['type']): value is ReviewCommand {
  if (!isRecord(value) || !isRecord(value.facts)) return false;
  const { facts } = value;
  return (
    value.type === type &&
    typeof value.commandId === 'string' &&
    typeof value.requestHash === 'string' &&
    typeof value.passportId === 'string' &&
    Number.isSafeInteger(facts.endsAt) &&
    Math.abs(facts.endsAt as number) <= LAST_INSTANT &&
    (type === 'withdraw' || isRecord(value.request)) &&
    (type !== 'file' || typeof value.filedBy === 'string') &&
    ((type !== 'submit' && type !== 'resubmit') || typeof facts.match === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
