import { useQuery } from '@tanstack/react-query';
import type { Subject, SubjectRow } from '../../lib/api-types.ts';
import { oralCampusesQuery, subjectsQuery } from './queries.ts';
import { isWrittenOf } from './unpaid-entries.ts';
import { useExamSessionId } from './use-exam-session.ts';

/** The refusals that go by themselves with what has just been chosen, or will be paid. */
const PASSING: (string | null)[] = [null, 'WRITTEN_FIRST', 'WRITTEN_NOT_PAID'];

/**
 * Tells whether there is an oral to take, or to wait for, that belongs to one of these written subjects: at the own
 * campus, or where its candidates may go. False until that is known, so that nobody is asked for nothing.
 */
export function useOralToTake(written: Subject[]): boolean {
  const examSession = useExamSessionId();
  const asked = written.length > 0;
  const own = useQuery({
    ...subjectsQuery(examSession, 'oral'),
    enabled: asked,
    refetchInterval: false,
  }).data;
  const belongs = (oral: { subject: Subject }) => written.some((subject) => isWrittenOf({ subject }, oral));
  const offered = own?.rows.filter(belongs);
  const elsewhere = useQuery({
    ...oralCampusesQuery(examSession, ''),
    enabled: asked && offered?.length === 0,
  }).data;
  // A query that is not asked still has what another page has read.
  if (!asked || !offered) return false;
  if (offered.length > 0) return offered.some(isOpen);
  return (
    elsewhere !== undefined &&
    elsewhere.letsOut &&
    elsewhere.campuses.some(({ seats }) => seats.some(belongs))
  );
}

function isOpen({ ineligible, refusal, waitRefusal }: SubjectRow): boolean {
  return ineligible === null && (PASSING.includes(refusal) || PASSING.includes(waitRefusal));
}
