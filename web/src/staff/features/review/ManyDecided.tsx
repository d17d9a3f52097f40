import { Notice } from '../../../ui/Notice.tsx';
import type { DecidedRow } from './DecideMany.tsx';
import { useStaffWords } from '../../lib/words.ts';

/** The outcome for many at once: how many were decided, and why the others were not. */
export function ManyDecided({ rows }: { rows: DecidedRow[] }) {
  const words = useStaffWords();
  const refused = rows.filter(({ refusal }) => refusal !== null);
  if (rows.length === 0) return null;
  return (
    <Notice
      tone={refused.length === 0 ? 'good' : 'caution'}
      title={`${words.decidedMany} ${rows.length - refused.length} / ${rows.length}`}
    >
      {refused.length > 0 && (
        <ul>
          {refused.map(({ review, refusal }) => (
            <li key={review.id}>
              {review.name} <span className="number">{review.idNumber}</span>:{' '}
              {words.refusals[refusal as keyof typeof words.refusals] ?? words.refusals.OTHER}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
