import type { ReactNode } from 'react';
import { BATCH_KIND_WORDS } from '../../../../../domain/staff/kind-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { filterText, usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { MailText } from '../../ui/MailText.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import type { ListPage, Shown } from './shown-state.ts';
import { SubmissionInbox } from './SubmissionInbox.tsx';

const api = client.api.staff['batch-approvals'];

/** Actions on more people than one person may act on. */
export function BatchInbox({ me, shown, page }: { me: StaffMe; shown: Shown; page: ListPage }) {
  const words = useTwoPeopleWords();
  const filterWords = usePeopleFilterWords();
  const { pick, language } = useWords();
  const kindOf = (kind: keyof typeof BATCH_KIND_WORDS) =>
    pick(BATCH_KIND_WORDS[kind] ?? { zh: kind, en: kind });
  const placeOf = (scope: string) => (scope === '*' ? words.country : scope);
  const format = (count: number) => count.toLocaleString(language);
  return (
    <SubmissionInbox
      title={words.many}
      queryKey="staffBatchApprovals"
      account={me.account}
      mayDecide
      shown={shown}
      page={page}
      list={async (query) => {
        const { batchApprovals, nextCursor } = await answer(api.$get({ query }));
        return { rows: batchApprovals, nextCursor };
      }}
      ask={(query) => api.exports.$post({ query })}
      read={(id) => answer(api[':id'].$get({ param: { id } }))}
      decide={(id, json) => answer(api[':id'].decision.$post({ param: { id }, json }))}
      withdraw={(id) => answer(api[':id'].withdrawal.$post({ param: { id } }))}
      nameOf={({ kind, count }) => `${kindOf(kind)} ${format(count)}`}
      columns={[
        { key: 'kind', title: words.what, cell: ({ kind }) => kindOf(kind) },
        { key: 'people', title: words.people, short: true, cell: ({ count }) => format(count) },
        { key: 'scope', title: words.scope, short: true, cell: ({ scope }) => placeOf(scope) },
      ]}
      factsOf={({ id, kind, scope, count, filter, mail, decision, who }) => [
        [
          words.what,
          <StaffLink key="what" to={STAFF_PAGES.batch.path.replace('$batch', id)}>
            {kindOf(kind)}
          </StaffLink>,
        ],
        [words.scope, placeOf(scope)],
        [words.condition, filterText(kind, filter, filterWords)],
        [words.people, format(count)],
        [words.someOf, who.join('、')],
        ...(mail ? [[words.text, <MailText key="text" mail={mail} />] as [string, ReactNode]] : []),
        ...(decision ? [[words.decision, words.decisionOf(decision)] as [string, ReactNode]] : []),
      ]}
    />
  );
}
