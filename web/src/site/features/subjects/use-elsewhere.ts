import { useQuery } from '@tanstack/react-query';
import type { Mode, SubjectRow } from '../../../lib/api-types.ts';
import { oralCampusesQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { type SeatsElsewhere, seatsElsewhere } from './seats-elsewhere.ts';

/** Gives the other campuses that have seats for a row's subject; for an oral also those that are not shown. */
export function useElsewhere(mode: Mode, rows: SubjectRow[]): (row: SubjectRow) => SeatsElsewhere[] {
  const hosts = useQuery({
    ...oralCampusesQuery(useExamSessionId(), ''),
    enabled: mode === 'oral',
  }).data?.campuses;
  return (row) => seatsElsewhere(row, rows, hosts ?? []);
}
