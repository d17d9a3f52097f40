import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useEffect, useState } from 'react';
import { PHOTO_REASONS } from '../../../../../domain/roll/photo-review.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { answer } from '../../../lib/client.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { onKey } from '../../lib/keys.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch, withEvery } from '../../lib/use-search.ts';
import { useSeen } from '../../lib/use-seen.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { isNothing, ListPages, ListState } from '../../ui/ListPages.tsx';
import { RollFilterFields } from '../../ui/RollFilterFields.tsx';
import { Select } from '../../ui/Select.tsx';
import { DecideAll } from './DecideAll.tsx';
import { PhotoDetail } from './PhotoDetail.tsx';
import { api, type Photo, PHOTO_KEYS, PHOTOS, photosQuery, pictureOf, type Verdict } from './photos-query.ts';
import { ReusePhotos } from './ReusePhotos.tsx';
import { usePhotoWords } from './words.ts';

/** The desk at which photos are decided: a grid beside the big picture; a decision brings the next. */
export function PhotosPage() {
  const words = usePhotoWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const mayDecide = me !== undefined && me !== null && may(me.role, 'photos.review');
  const { values, set } = useSearch([...PHOTO_KEYS, 'after', 'person']);
  const { after, person, ...search } = values;
  const filter = { state: 'unreviewed', ...search };
  const list = useQuery({ ...photosQuery(filter, after), placeholderData: keepPreviousData });
  const [said, setSaid] = useState('');
  const photos = list.data?.photos ?? [];
  const at = photos.findIndex(({ candidateId }) => candidateId === person);
  const chosen = photos[at] ?? photos[0];
  const choose = (photo: Photo | undefined) => photo && set({ person: photo.candidateId }, 'instead');
  const decide = useOnce({
    mutationFn: ({ photo, verdict }: { photo: Photo; verdict: Verdict }) =>
      answer(
        api[':candidate'].decision.$post({
          param: { candidate: photo.candidateId },
          json: { ...verdict, photoId: photo.photoId },
        }),
      ),
    onSuccess: async (_row, { photo }) => {
      const next = photos[photos.indexOf(photo) + 1] ?? photos[photos.indexOf(photo) - 1];
      setSaid(next ? words.next : words.last);
      if (next) set({ person: next.candidateId }, 'instead');
      await queryClient.invalidateQueries({ queryKey: PHOTOS });
    },
  });
  const onDecide = (verdict: Verdict) => {
    setSaid('');
    if (chosen && mayDecide) decide.mutate({ photo: chosen, verdict });
  };
  const step = (by: number) => choose(photos[photos.indexOf(chosen as Photo) + by]);
  const isSeen = useSeen(chosen?.candidateId);
  const decisions = {
    a: () => onDecide({ outcome: 'accept' }),
    ...Object.fromEntries(
      PHOTO_REASONS.map((reason, index) => [
        String(index + 1),
        () => onDecide({ outcome: 'reject', reason }),
      ]),
    ),
  };
  useEffect(() =>
    onKey({
      j: () => step(1),
      k: () => step(-1),
      arrowright: () => step(1),
      arrowleft: () => step(-1),
      ...(isSeen && decisions),
    }),
  );
  const shown = withEvery(PHOTO_KEYS, filter);

  return (
    <div className="page">
      <PageHead title={frame.pages.photos}>
        <p>{words.intro}</p>
        <p className="muted small">{words.keys}</p>
      </PageHead>
      <div aria-live="polite">{said && <Notice tone="good">{said}</Notice>}</div>
      <section className="card" aria-label={frame.pages.photos}>
        <FilterBar values={shown} onApply={(changed) => set({ ...changed, person: undefined })}>
          <Form.Item name="state" label={words.state}>
            <Select
              placeholder={null}
              options={Object.entries(words.states).map(([value, label]) => ({
                value,
                label: `${label}（${list.data?.counts[value as keyof typeof words.states] ?? '…'}）`,
              }))}
            />
          </Form.Item>
          <RollFilterFields />
        </FilterBar>
        {!isNothing(list.data?.photos, after) && (
          <ExportButton ask={(wish) => api.exports.$post({ query: { ...filter, ...wish } as never })} />
        )}
      </section>
      <div className="desk">
        <Card title={words.photos}>
          <ListState
            query={list}
            after={after}
            onPage={(to) => set({ after: to })}
            isEmpty={photos.length === 0}
            empty={words.none}
          />
          <ul className="photo-grid">
            {photos.map((photo) => (
              <li key={photo.candidateId}>
                <button
                  type="button"
                  aria-current={photo === chosen || undefined}
                  onClick={() => choose(photo)}
                >
                  <img
                    src={pictureOf(photo)}
                    alt={words.photoOf(photo.name, photo.studentNumber)}
                    width={72}
                    height={96}
                    loading="lazy"
                  />
                </button>
              </li>
            ))}
          </ul>
          {!list.error && (
            <ListPages
              after={after}
              nextCursor={list.data?.nextCursor}
              onPage={(to) => set({ after: to, person: undefined })}
            />
          )}
        </Card>
        <div className="stack">
          <ProblemNotice error={decide.error} />
          {chosen ? (
            <PhotoDetail
              photo={chosen}
              hasKeys={isSeen}
              pending={decide.isPending}
              onDecide={mayDecide ? onDecide : null}
            />
          ) : (
            list.data && (
              <Card title={words.chosen}>
                <p className="empty">{words.none}</p>
              </Card>
            )
          )}
          {mayDecide && list.data && filter.state === 'unreviewed' && (
            <DecideAll
              filter={{ ...filter, examSession: list.data.examSessionId }}
              count={list.data.counts.unreviewed}
              onDone={setSaid}
            />
          )}
          {mayDecide && list.data && <ReusePhotos examSession={list.data.examSessionId} onDone={setSaid} />}
        </div>
      </div>
    </div>
  );
}
