import { bulkFilterOf } from '../../domain/batches/bulk.ts';
import type { PeopleAsked } from '../../domain/registration/people-filter.ts';
import { collegeOf, SCHOOL_DIGITS, type Scope } from '../../domain/scopes.ts';
import { narrowedTo } from '../batches/bulk.ts';
import type { ApiDependencies } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { ApiError } from '../http/errors.ts';
import type { RegisteredFilter } from './unpaid-schemas.ts';

/**
 * Reads which people of an exam session are asked for, in the scope of who asks.
 * @throws ApiError EXAM_SESSION_UNKNOWN, SCHOOL_NEEDED
 */
export async function peopleAsked(
  deps: Pick<ApiDependencies, 'seasons' | 'clock'>,
  scope: Scope,
  { examSession, class: className, ...others }: RegisteredFilter & Omit<PeopleAsked, 'className'>,
) {
  const { inside, college, subject, grade, educationLevel, stage } = others;
  requireSchool(scope, inside, { college, className });
  const { id: examSessionId } = (await anySeasonNamed(deps, examSession)).examSession;
  const asked: PeopleAsked = { inside, college, className, subject, grade, educationLevel, stage };
  return { examSessionId, scope, asked };
}

/**
 * Holds what is asked of a college, class or the like to one school, the one in scope or `inside`: many schools have one of that name, and
 * a country is not gone through for it.
 * @throws ApiError SCHOOL_NEEDED
 */
export function requireSchool(
  scope: Scope,
  inside: string | undefined,
  asked: Record<string, string | number | undefined>,
): void {
  const isOfSchool =
    collegeOf(scope) !== null || scope.length >= SCHOOL_DIGITS || (inside?.length ?? 0) >= SCHOOL_DIGITS;
  if (!isOfSchool && Object.values(asked).some((value) => value !== undefined))
    throw new ApiError('SCHOOL_NEEDED');
}

/** Narrows an action on many to the place that it is about, so that a second person there may decide it. */
export function bulkAbout({
  examSessionId,
  scope,
  asked,
}: {
  examSessionId: string;
  scope: Scope;
  asked: PeopleAsked;
}) {
  return { examSessionId, scope: narrowedTo(scope, asked.inside), filter: bulkFilterOf(asked) };
}
