import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { REVIEW_KINDS } from '../../../../../domain/review/kind.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { type DeskSearch, type ReviewState, shownSessionsQuery } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';

const STATES: ReviewState[] = ['pending', 'approved', 'rejected', 'expired'];
const WAITING_DAYS = ['', '1', '3', '7', '14'] as const;
const ORDERS = ['', 'asc', 'desc'] as const;

interface DeskFiltersProps {
  filter: DeskSearch;
  counts: Record<ReviewState, number> | undefined;
  onChange: (changed: DeskSearch) => void;
}

/** The choice of the re-checks that the list shows. */
export function DeskFilters({ filter, counts, onChange }: DeskFiltersProps) {
  const words = useStaffWords();
  const { pick } = useWords();
  const sessions = useQuery(shownSessionsQuery);
  const inForce = filter.inside ?? '';
  const [typed, setTyped] = useState(inForce);
  const [shown, setShown] = useState(inForce);
  // Going back in the address bar brings back what was typed then.
  if (shown !== inForce) {
    setShown(inForce);
    if (placeIn(typed) !== inForce) setTyped(inForce);
  }
  function typePlace(text: string) {
    setTyped(text);
    if (placeIn(text) !== inForce) onChange({ inside: placeIn(text) });
  }
  return (
    <div className="desk-filters">
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
      {(sessions.data?.length ?? 0) > 1 && (
        <Field label={words.sessionFilter}>
          {(control) => (
            <select
              {...control}
              value={filter.examSession ?? ''}
              onChange={(event) => onChange({ examSession: event.target.value })}
            >
              {sessions.data?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {pick(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={words.placeFilter}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={typed}
            onChange={(event) => typePlace(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.kindFilter}>
        {(control) => (
          <select
            {...control}
            value={filter.kind ?? ''}
            onChange={(event) => onChange({ kind: event.target.value })}
          >
            <option value="">{words.anyKind}</option>
            {REVIEW_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.waitingFilter}>
        {(control) => (
          <select
            {...control}
            value={filter.waitingDays ?? ''}
            onChange={(event) => onChange({ waitingDays: event.target.value })}
          >
            {WAITING_DAYS.map((days) => (
              <option key={days} value={days}>
                {days ? words.waitingDays(days) : words.anyAge}
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
    </div>
  );
}

/** A school or campus counts once its code is complete. */
function placeIn(text: string): string {
  const code = plainCode(text);
  return /^\d{5,6}$/.test(code) ? code : '';
}
