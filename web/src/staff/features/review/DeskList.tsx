import { Choice } from '../../../ui/Choice.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import type { StaffReviewRow } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';

interface DeskListProps {
  rows: StaffReviewRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** The ids that are ticked; null where nothing can be decided. */
  ticked: string[] | null;
  onTick: (review: StaffReviewRow) => void;
}

/** The queue: each row opens its detail beside the list, and can be ticked to be decided with others. */
export function DeskList({ rows, chosen, onChoose, ticked, onTick }: DeskListProps) {
  const words = useStaffWords();
  return (
    <ul className="desk-list">
      {rows.map((row) => (
        <li key={row.id}>
          {ticked && (
            <Choice type="checkbox" checked={ticked.includes(row.id)} onChange={() => onTick(row)}>
              <span className="visually-hidden">
                {words.tick} {row.name} {row.idNumber}
              </span>
            </Choice>
          )}
          <button
            type="button"
            className="desk-row"
            aria-current={row.id === chosen || undefined}
            onClick={() => onChoose(row.id)}
          >
            <strong>{row.name}</strong>
            <span className="number">{row.idNumber}</span>
            <span>
              ({row.campus.code}) · {words.kinds[row.kind]}
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
