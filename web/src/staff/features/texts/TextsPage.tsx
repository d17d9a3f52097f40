import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { client } from '../../../lib/client.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { Button } from '../../../ui/Button.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { RemoveText } from './RemoveText.tsx';
import { TextDialog } from './TextDialog.tsx';
import { TextView } from './TextView.tsx';
import { type ListedText, TEXT_KEYS, TEXT_KINDS, type TextKind, TEXTS, textsQuery } from './texts-query.ts';
import { useTextsWords } from './words.ts';

type Doing =
  | { what: 'open' | 'change' | 'remove' | 'renew'; text: ListedText }
  /** A text that has no version yet. */
  | { what: 'begin'; kind: TextKind };

const TONES = { inForce: 'good', scheduled: 'caution', earlier: 'neutral' } as const;

/** Agreement, pledge, terms and privacy policy, in all their versions. */
export function TextsPage() {
  const words = useTextsWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(TEXT_KEYS);
  const list = useQuery(textsQuery(values));
  const [doing, setDoing] = useState<Doing | null>(null);
  const [saved, setSaved] = useState(false);
  const mayWrite = me !== undefined && me !== null && may(me.role, 'agreements.change') && me.scope === '*';
  const missing = mayWrite ? (list.data?.missing ?? []) : [];
  const close = () => setDoing(null);
  const begin = (next: Doing) => {
    setSaved(false);
    setDoing(next);
  };
  return (
    <div className="page">
      <PageHead title={frame.pages.texts}>
        <p>{words.intro}</p>
        <div className="actions">
          {missing.map((kind) => (
            <Button key={kind} look="main" onClick={() => begin({ what: 'begin', kind })}>
              {words.of(words.renew, words.kinds[kind], '')}
            </Button>
          ))}
        </div>
      </PageHead>
      <div aria-live="polite">{saved && <Notice tone="good">{words.done}</Notice>}</div>
      <section className="card" aria-label={frame.pages.texts}>
        <FilterBar values={{ kind: values.kind }} onApply={set}>
          <Form.Item name="kind" label={words.kind}>
            <Select
              placeholder={words.any}
              options={TEXT_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff['agreement-texts'].exports.$post({
                  query: { ...values, after: undefined, ...wish } as never,
                })
              }
            />
          }
          caption={frame.pages.texts}
          columns={useColumns(mayWrite, begin)}
          rows={list.data?.texts}
          rowKey={({ kind, version }) => `${kind}/${version}`}
          query={list}
          filter={{ kind: values.kind }}
          firstStep={words.firstStep}
          sort={{
            by: values.sort ?? 'publishedAt',
            descending: (values.order ?? 'desc') === 'desc',
            onChange: (sort, descending) => set({ sort, order: descending ? 'desc' : 'asc' }),
          }}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
      {doing?.what === 'open' && <TextView text={doing.text} onClose={close} />}
      {doing?.what === 'remove' && list.data && (
        <RemoveText
          text={doing.text}
          settingsVersion={list.data.version}
          onClose={close}
          onDone={() => {
            close();
            setSaved(true);
            void queryClient.invalidateQueries({ queryKey: TEXTS });
          }}
        />
      )}
      {doing && doing.what !== 'open' && doing.what !== 'remove' && list.data && (
        <TextDialog
          kind={doing.what === 'begin' ? doing.kind : doing.text.kind}
          version={doing.what === 'begin' ? null : doing.text.version}
          isNew={doing.what !== 'change'}
          settingsVersion={list.data.version}
          onClose={close}
          onSaved={() => {
            close();
            setSaved(true);
            void queryClient.invalidateQueries({ queryKey: TEXTS });
          }}
        />
      )}
    </div>
  );
}

function stateOf({ isInForce, publishedAt }: ListedText): keyof typeof TONES {
  if (isInForce) return 'inForce';
  return Date.parse(publishedAt) > serverNow() ? 'scheduled' : 'earlier';
}

function useColumns(mayWrite: boolean, begin: (doing: Doing) => void): Column<ListedText>[] {
  const words = useTextsWords();
  const { pick } = useWords();
  return [
    {
      key: 'kind',
      title: words.title,
      sortable: true,
      cell: ({ kind, title }) => (
        <>
          <strong>{words.kinds[kind]}</strong>
          <span className="cell-note">{pick(title)}</span>
        </>
      ),
    },
    { key: 'version', title: words.version, sortable: true, cell: ({ version }) => version },
    {
      key: 'publishedAt',
      title: words.publishedAt,
      sortable: true,
      cell: ({ publishedAt }) => <Moment at={publishedAt} />,
    },
    {
      key: 'state',
      title: words.state,
      cell: (text) => <Status tone={TONES[stateOf(text)]}>{words.states[stateOf(text)]}</Status>,
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (text) => {
        const state = stateOf(text);
        const shown = [
          'open' as const,
          ...(mayWrite && state === 'scheduled' ? ['change' as const, 'remove' as const] : []),
          ...(mayWrite && state === 'inForce' ? ['renew' as const] : []),
        ];
        return (
          <div className="row-actions">
            {shown.map((what) => (
              <Button
                key={what}
                aria-label={words.of(words[what], words.kinds[text.kind], text.version)}
                onClick={() => begin({ what, text })}
              >
                {words[what]}
              </Button>
            ))}
          </div>
        );
      },
    },
  ];
}
