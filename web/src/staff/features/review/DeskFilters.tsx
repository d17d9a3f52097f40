import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import type { AskedBy, DeskFilter, ReviewState } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';

const STATES: ReviewState[] = ['pending', 'approved', 'rejected', 'expired'];
const ASKED_BY: AskedBy[] = ['', 'candidate', 'school'];

interface DeskFiltersProps {
  filter: DeskFilter;
  counts: Record<ReviewState, number> | undefined;
  onChange: (filter: DeskFilter) => void;
}

/** The choice of the re-checks that the list shows. */
export function DeskFilters({ filter, counts, onChange }: DeskFiltersProps) {
  const words = useStaffWords();
  return (
    <>
      <fieldset className="actions desk-states">
        <legend className="visually-hidden">{words.filter}</legend>
        {STATES.map((state) => (
          <Button
            key={state}
            look={state === filter.state ? 'main' : 'plain'}
            aria-pressed={state === filter.state}
            onClick={() => onChange({ ...filter, state })}
          >
            {words.states[state]} {counts ? counts[state] : ''}
          </Button>
        ))}
      </fieldset>
      <Field label={words.campusFilter}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            maxLength={6}
            value={filter.campus}
            onChange={(event) => onChange({ ...filter, campus: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.askedByFilter}>
        {(control) => (
          <select
            {...control}
            value={filter.askedBy}
            onChange={(event) => onChange({ ...filter, askedBy: event.target.value as AskedBy })}
          >
            {ASKED_BY.map((askedBy) => (
              <option key={askedBy} value={askedBy}>
                {words.askedBy[askedBy || 'anybody']}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
