import type { Campus, OralCampuses, SubjectRow } from '../../../lib/api-types.ts';

/** Another campus where seats of a subject are left. */
export interface SeatsElsewhere {
  campus: Campus;
  seatsFree: number;
  /** The row by which it is chosen; unset while its campus is not among those shown. */
  row?: SubjectRow;
}

/**
 * Finds where else a subject can be taken at once, most seats first, for somebody who would have to wait for a row;
 * nothing for who would not.
 * @param hosts campuses that are found for an oral besides those shown
 */
export function seatsElsewhere(
  row: SubjectRow,
  rows: SubjectRow[],
  hosts: OralCampuses['campuses'],
): SeatsElsewhere[] {
  const mustWait = !row.taken && (row.waitRefusal === null || row.refusal === 'POOL_FULL');
  if (!mustWait) return [];
  const shown = rows.filter(({ subject }) => subject.code === row.subject.code);
  const open = shown
    .filter((other) => other !== row && other.refusal === null && !other.taken && other.seatsFree > 0)
    .map((other): SeatsElsewhere => ({ campus: other.campus, seatsFree: other.seatsFree, row: other }));
  const besides = hosts.flatMap(({ isOpen, seats, ...campus }): SeatsElsewhere[] => {
    const seatsFree = seats.find(({ subject }) => subject.code === row.subject.code)?.seatsFree ?? 0;
    const isShown = shown.some((other) => other.campus.code === campus.code);
    return isOpen && !isShown && seatsFree > 0 ? [{ campus, seatsFree }] : [];
  });
  return [...open, ...besides].toSorted((one, other) => other.seatsFree - one.seatsFree);
}
