import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { may } from '../../../../../domain/staff/permissions.ts';
import { SUBMISSION_STATES } from '../../../../../domain/staff/two-people.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { staffRulesQuery } from '../../lib/staff-rules-query.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { ExportNote } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { BatchInbox } from './BatchInbox.tsx';
import { CapacityInbox } from './CapacityInbox.tsx';
import { CorrectionInbox } from './CorrectionInbox.tsx';
import { RebindInbox } from './RebindInbox.tsx';
import { INBOX_KEYS, type InboxList, type ListPage, orderKey, type Shown, WHOSE } from './shown-state.ts';

const ORDERS = ['asc', 'desc'] as const;

/** What waits for a second person: what one may decide, and what one has submitted. */
export function InboxPage() {
  const words = useTwoPeopleWords();
  const frame = useConsoleWords();
  const { data: me } = useQuery(staffMeQuery);
  const { data: rules } = useQuery(staffRulesQuery);
  const { values, set } = useSearch(INBOX_KEYS);
  const { state = 'submitted', by } = values;
  // The server reads what the address bar says, and says what is wrong with it.
  const shown = { state, ...(by && { by }) } as Shown;
  const usual = shown.state === 'submitted' ? 'asc' : 'desc';
  const page = (list: InboxList): ListPage => ({
    after: values[list],
    onPage: (after) => set({ [list]: after }),
    order: ORDERS.find((one) => one === values[orderKey(list)]) ?? usual,
    onOrder: (order) => set({ [orderKey(list)]: order, [list]: undefined }),
  });
  return (
    <div className="page">
      <PageHead title={frame.pages.inbox}>
        <p>
          {words.intro} {rules && words.lapses(rules.rules.submissionLapseDays)}
        </p>
      </PageHead>
      <section className="card" aria-label={words.filter}>
        <FilterBar
          values={{ by: values.by, state: values.state }}
          onApply={(changed) =>
            set({
              ...changed,
              capacity: undefined,
              corrections: undefined,
              rebinds: undefined,
              batches: undefined,
            })
          }
        >
          <Form.Item name="by" label={words.whose}>
            <Select
              placeholder={words.whoseAny}
              options={WHOSE.map((value) => ({ value, label: words.whoseOnes[value] }))}
            />
          </Form.Item>
          <Form.Item name="state" label={words.state}>
            <Select
              placeholder={words.states.submitted}
              options={SUBMISSION_STATES.map((value) => ({ value, label: words.states[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <ExportNote />
      </section>
      {me && may(me.role, 'capacity.change') && (
        <CapacityInbox me={me} shown={shown} page={page('capacity')} />
      )}
      {me && may(me.role, 'corrections.decide') && (
        <CorrectionInbox me={me} shown={shown} page={page('corrections')} />
      )}
      {me && may(me.role, 'batches.read') && <BatchInbox me={me} shown={shown} page={page('batches')} />}
      {me && may(me.role, 'rebinds.read') && <RebindInbox me={me} shown={shown} page={page('rebinds')} />}
    </div>
  );
}
