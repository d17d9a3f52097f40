import { useState } from 'react';
import { plainCode } from '../../../../../domain/text/code.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import type { DeskSearch, ReviewState } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';

const STATES: ReviewState[] = ['pending', 'approved', 'rejected', 'expired'];
const ASKED_BY = ['', 'candidate', 'school'] as const;
const ORDERS = ['', 'asc', 'desc'] as const;

interface DeskFiltersProps {
  filter: DeskSearch;
  counts: Record<ReviewState, number> | undefined;
  onChange: (changed: DeskSearch) => void;
}

/** The choice of the re-checks that the list shows. */
export function DeskFilters({ filter, counts, onChange }: DeskFiltersProps) {
  const words = useStaffWords();
  const inForce = filter.campus ?? '';
  const [typed, setTyped] = useState(inForce);
  const [shown, setShown] = useState(inForce);
  // Going back in the address bar brings back what was typed then.
  if (shown !== inForce) {
    setShown(inForce);
    if (campusIn(typed) !== inForce) setTyped(inForce);
  }
  function typeCampus(text: string) {
    setTyped(text);
    if (campusIn(text) !== inForce) onChange({ campus: campusIn(text) });
  }
  return (
    <>
      <fieldset className="actions desk-states">
        <legend className="visually-hidden">{words.filter}</legend>
        {STATES.map((state) => (
          <Button
            key={state}
            look={state === filter.state ? 'main' : 'plain'}
            aria-pressed={state === filter.state}
            onClick={() => onChange({ state })}
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
            value={typed}
            onChange={(event) => typeCampus(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.askedByFilter}>
        {(control) => (
          <select
            {...control}
            value={filter.askedBy ?? ''}
            onChange={(event) => onChange({ askedBy: event.target.value })}
          >
            {ASKED_BY.map((askedBy) => (
              <option key={askedBy} value={askedBy}>
                {words.askedBy[askedBy || 'anybody']}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.orderFilter}>
        {(control) => (
          <select
            {...control}
            value={filter.order ?? ''}
            onChange={(event) => onChange({ order: event.target.value })}
          >
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {words.orders[order || 'usual']}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** A campus counts once its code is complete. */
function campusIn(text: string): string {
  const code = plainCode(text);
  return /^\d{6}$/.test(code) ? code : '';
}
