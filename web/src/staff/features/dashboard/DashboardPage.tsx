import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { SPANS } from '../../../../../domain/dashboard/figures.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { ListState } from '../../ui/ListPages.tsx';
import { Select } from '../../ui/Select.tsx';
import { DASHBOARD_KEYS, dashboardQuery, openedSessionsQuery } from './dashboard-query.ts';
import {
  ExceptionsCard,
  PaymentsCard,
  PlacesCard,
  RegistrationsCard,
  SeatsCard,
  StepsCard,
} from './cards.tsx';
import { useDashboardWords } from './words.ts';

/** What is counted of an exam session in the own scope, or in a place inside it; renewed while it is looked at. */
export function DashboardPage() {
  const words = useDashboardWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const { language } = useWords();
  const { data: me } = useQuery(staffMeQuery);
  const { data: opened } = useQuery(openedSessionsQuery);
  const { values, set } = useSearch(DASHBOARD_KEYS);
  const { examSession, by, scope } = values;
  const query = useQuery(dashboardQuery(values));
  const shown = query.data;
  const around = me && scope && scope !== me.scope ? aroundOf(scope, me.scope) : null;
  const parts = shown && { shown, search: values, onInto: (code: string) => set({ scope: code }) };
  return (
    <div className="page">
      <PageHead title={frame.pages.dashboard}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={words.scope}>
        <FilterBar values={{ examSession, by }} onApply={(changed) => set(changed)}>
          <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
            <Select
              placeholder={words.current}
              options={(opened ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          </Form.Item>
          <Form.Item name="by" label={words.by}>
            <Select
              placeholder={null}
              options={SPANS.toReversed().map((value) => ({ value, label: words.bySpan[value] }))}
            />
          </Form.Item>
        </FilterBar>
        {shown && (
          <p>
            {words.scope}: {shown.name?.[language] ?? words.all}{' '}
            {around && (
              <Button onClick={() => set({ scope: around === me?.scope ? undefined : around })}>
                {words.back(around === '*' ? words.all : around)}
              </Button>
            )}
          </p>
        )}
      </section>
      <ListState
        query={query}
        after={undefined}
        onPage={() => undefined}
        isEmpty={false}
        empty={words.none}
      />
      {parts && !query.error && (
        <div className="dashboard" aria-busy={query.isPlaceholderData || undefined}>
          <StepsCard {...parts} />
          <RegistrationsCard {...parts} />
          <PaymentsCard {...parts} />
          <ExceptionsCard {...parts} />
          {shown.places.length > 0 && <PlacesCard {...parts} />}
          <SeatsCard {...parts} />
        </div>
      )}
    </div>
  );
}

/** Finds the scope around one, no wider than one's own. */
function aroundOf(scope: string, own: string): string {
  const wider = scope.length === 5 ? scope.slice(0, 2) : '*';
  return own === '*' || wider.startsWith(own) ? wider : own;
}
