import { useWords } from '../../../i18n/index.ts';
import { Moment } from '../../../ui/Moment.tsx';
import type { StaffReviewRow } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';

interface DeskListProps {
  rows: StaffReviewRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** The queue: each row opens its detail beside the list. */
export function DeskList({ rows, chosen, onChoose }: DeskListProps) {
  const words = useStaffWords();
  const { language } = useWords();
  return (
    <ul className="desk-list">
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className="desk-row"
            aria-current={row.id === chosen || undefined}
            onClick={() => onChoose(row.id)}
          >
            <strong>{row.name}</strong>
            <span className="number">{row.idNumber}</span>
            <span>
              {row.campus.name[language]} ({row.campus.code}) · {words.kinds[row.kind]}
              {row.filedBy && ` · ${words.filedBy} ${row.filedBy}`}
            </span>
            <span className="muted small">
              <Moment at={row.decidedAt ?? row.submittedAt} />
              {row.decidedBy && ` · ${row.decidedBy}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
