import { Notice } from '../../../ui/Notice.tsx';
import { useBadCharacter } from '../../../lib/use-typed-problem.ts';
import type { LateRow } from './late-lists-query.ts';
import { useLateWords } from './words.ts';

/** Tells what became of the rows that were to be added, each that was left out with its reason. */
export function Answered({ rows }: { rows: LateRow[] }) {
  const words = useLateWords();
  const count = (...outcomes: LateRow['outcome'][]) =>
    rows.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const badCharacter = useBadCharacter();
  const refused = rows.flatMap(({ row, outcome, character }) =>
    outcome === 'done' || outcome === 'unchanged'
      ? []
      : [{ row, why: character === null ? words.refusals[outcome] : badCharacter('code', character) }],
  );
  return (
    <Notice
      tone={refused.length > 0 ? 'caution' : 'good'}
      title={words.outcome(count('done'), count('unchanged'), refused.length)}
    >
      <ul>
        {refused.map(({ row, why }) => (
          <li key={row}>
            {words.row(row)}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
