import { STAFF_PAGES } from '../lib/pages.ts';
import { wordsOf } from '../lib/words-of.ts';
import type { Column } from './DataTable.tsx';
import { StaffLink } from './StaffLink.tsx';

/** Somebody of a roll, as lists of people begin. */
interface RollPerson {
  candidateId: string;
  name: string;
  studentNumber: string;
  idNumber: string;
  campus: string;
  college: string | null;
  className: string | null;
}

const usePersonWords = wordsOf(
  { person: '考生', place: '校区、院系、班级' },
  { person: 'Candidate', place: 'Campus, college, class' },
);

/** The columns of a list of people that say who somebody is, and where. */
export function usePersonColumns<Row extends RollPerson>(): Column<Row>[] {
  const words = usePersonWords();
  return [
    {
      key: 'person',
      title: words.person,
      cell: ({ candidateId, name, studentNumber, idNumber }) => (
        <span className="breaks">
          <StaffLink to={STAFF_PAGES.candidate.path.replace('$candidate', candidateId)}>{name}</StaffLink>
          <span className="cell-note">
            {studentNumber} {idNumber}
          </span>
        </span>
      ),
    },
    {
      key: 'class',
      title: words.place,
      sortable: true,
      cell: ({ campus, college, className }) => (
        <span className="breaks">
          {campus}
          <span className="cell-note">{[college, className].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
  ];
}
