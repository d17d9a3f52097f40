import { readReview, type ReviewRecord } from '../../db/review/read-review.ts';
import type { Reader } from '../../db/reader.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';

/**
 * Finds a re-check; those outside one's scope are answered as if they did not exist.
 * @throws ApiError NOT_FOUND, REVIEW_NOT_FOUND for one that its candidate has deleted
 */
export async function reviewInScope(db: Reader, id: string, scope: Scope): Promise<ReviewRecord> {
  const record = await readReview(db, id);
  if (!record || !isInScope(record.schoolCode, scope)) throw notFoundFor(record);
  if (record.state === 'deleted') throw new ApiError('REVIEW_NOT_FOUND');
  return record;
}
