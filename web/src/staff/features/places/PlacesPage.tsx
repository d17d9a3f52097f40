import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { PLACE_KINDS, type PlaceKind } from '../../../../../domain/exam-session/place-codes.ts';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { type StaffMe, staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';
import { PlaceSettings } from './PlaceSettings.tsx';
import { RemovePlace } from './RemovePlace.tsx';
import {
  firstKind,
  isAround,
  mayChange,
  mayKeep,
  PLACE_KEYS,
  type Place,
  type PlaceSearch,
  PLACES,
  placesQuery,
} from './places-query.ts';
import { usePlacesWords } from './words.ts';

/** The provinces, schools and campuses of one's scope, with what is set for them. */
export function PlacesPage() {
  const { data: me } = useQuery(staffMeQuery);
  return me ? <Places me={me} /> : null;
}

function Places({ me }: { me: StaffMe }) {
  const words = usePlacesWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { values, set } = useSearch(PLACE_KEYS);
  const first = firstKind(me);
  // The server says what is wrong with a kind that there is not.
  const asked = values.kind ?? first;
  const kind = PLACE_KINDS.find((one) => one === asked) ?? first;
  const list = useQuery(placesQuery({ ...values, kind: asked }));
  const [opened, setOpened] = useState<Place | { isNew: true; kind: PlaceKind } | null>(null);
  const [removing, setRemoving] = useState<Place | null>(null);
  const [done, setDone] = useState<'done' | 'removed' | null>(null);
  const open = (next: typeof opened) => {
    setDone(null);
    setOpened(next);
  };
  const remove = (place: Place) => {
    setDone(null);
    setRemoving(place);
  };

  const { inside, search } = values;
  const filter = { kind: asked === first ? undefined : asked, inside, search } as PlaceSearch;
  return (
    <div className="page">
      <PageHead title={frame.pages.places}>
        <p>{words.intro}</p>
        <div className="actions">
          {PLACE_KINDS.filter((one) => mayKeep(me, one)).map((one) => (
            <Button
              key={one}
              {...(one === kind && { look: 'main' as const })}
              onClick={() => open({ isNew: true, kind: one })}
            >
              {words.create(one)}
            </Button>
          ))}
        </div>
      </PageHead>
      <div aria-live="polite">{done && <Notice tone="good">{words[done]}</Notice>}</div>
      <section className="card" aria-label={frame.pages.places}>
        <FilterBar values={filter} onApply={set}>
          <Form.Item name="kind" label={words.kind}>
            <Select
              placeholder={words.kinds[first]}
              options={PLACE_KINDS.filter((value) => value !== first).map((value) => ({
                value,
                label: words.kinds[value],
              }))}
            />
          </Form.Item>
          <Form.Item name="inside" label={words.inside} rules={codes('place')} extra={words.insideHint}>
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item name="search" label={words.search}>
            <Input />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff.places.exports.$post({
                  query: { ...values, after: undefined, kind: asked, ...wish } as never,
                })
              }
            />
          }
          caption={words.kinds[kind]}
          columns={useColumns(me, { open, remove })}
          rows={list.data?.places}
          rowKey={({ code }) => code}
          query={list}
          filter={{ inside, search, around: isAround(me, kind) }}
          {...(mayKeep(me, kind) && { firstStep: words.firstSteps[first] })}
          sort={columnSort(values, { by: 'code' }, set)}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
      {opened && (
        <PlaceDialog
          kind={opened.kind}
          {...(!('isNew' in opened) && { place: opened })}
          keepsNames={mayKeep(me, opened.kind)}
          onClose={() => setOpened(null)}
          onSaved={() => {
            // What was added is to be seen, whatever the list has shown.
            if (opened.kind !== kind) set({ kind: opened.kind === first ? undefined : opened.kind });
            setOpened(null);
            setDone('done');
            void queryClient.invalidateQueries({ queryKey: PLACES });
          }}
        />
      )}
      {removing && (
        <RemovePlace
          place={removing}
          onClose={() => setRemoving(null)}
          onDone={() => {
            setRemoving(null);
            setDone('removed');
            void queryClient.invalidateQueries({ queryKey: PLACES });
          }}
        />
      )}
    </div>
  );
}

function useColumns(
  me: StaffMe,
  { open, remove }: Record<'open' | 'remove', (place: Place) => void>,
): Column<Place>[] {
  const words = usePlacesWords();
  return [
    { key: 'code', title: words.code, sortable: true, cell: ({ code }) => <strong>{code}</strong> },
    { key: 'nameZh', title: words.nameZh, sortable: true, cell: ({ name }) => name.zh },
    { key: 'nameEn', title: words.nameEn, sortable: true, cell: ({ name }) => name.en },
    { key: 'settings', title: words.settings, cell: (place) => <PlaceSettings place={place} /> },
    {
      key: 'actions',
      title: words.actions,
      cell: (place) =>
        mayChange(me, place.kind) && (
          <div className="actions">
            <Button aria-label={words.of(words.change, place.code)} onClick={() => open(place)}>
              {words.change}
            </Button>
            {mayKeep(me, place.kind) && (
              <Button
                look="danger"
                aria-label={words.of(words.remove, place.code)}
                onClick={() => remove(place)}
              >
                {words.remove}
              </Button>
            )}
          </div>
        ),
    },
  ];
}
