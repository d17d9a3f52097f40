import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FULL_NUMBER_REASON_WORDS, FULL_NUMBER_REASONS } from '../../../../../domain/roll/full-numbers.ts';
import { MAX_PROOF_LIST_PEOPLE } from '../../../../../domain/roll/proof-list.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { EXPORTS, finished, saveFile, serverFiles } from '../../lib/export-files.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { wordsOf } from '../../lib/words-of.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { useRollFilterWords } from '../../ui/roll-filter-words.ts';
import { RollFilterFields } from '../../ui/RollFilterFields.tsx';

const useProofWords = wordsOf(
  {
    intro:
      '按院系和班级生成校对名册：每班另起一页，有照片、姓名、性别、证件号码、学号、班级和签名栏。一份最多 3,000 人，文件保留 24 小时。',
    count: '人数',
    total: (count: string) => `当前条件下共 ${count} 人。`,
    tooMany: (limit: string) => `当前条件下超过 ${limit} 人，请按学校、院系或班级缩小范围再生成。`,
    pdf: '生成 PDF',
    xlsx: '生成 Excel（XLSX）',
    numbers: '证件号码',
    masked: '部分隐藏',
    full: (reason: string) => `完整显示，事由：${reason}（记入操作日志）`,
    making: '正在生成…',
    done: (file: string) => `已生成：${file}`,
    school: '学校代码',
    actions: '操作',
    pick: '只看此班',
    pickOf: (name: string) => `只看此班：${name}`,
  },
  {
    intro:
      'Proof lists by college and class: each class begins on a page of its own, with photo, name, sex, ID number, student number, class and a column to sign in. At most 3,000 people each; kept for 24 hours.',
    count: 'People',
    total: (count: string) => `${count} people with this filter.`,
    tooMany: (limit: string) =>
      `More than ${limit} people with this filter: narrow it down to a school, a college or a class first.`,
    pdf: 'Make a PDF',
    xlsx: 'Make a workbook (XLSX)',
    numbers: 'ID numbers',
    masked: 'Masked',
    full: (reason: string) => `In full: ${reason} (the audit log keeps that)`,
    making: 'Being made…',
    done: (file: string) => `Made: ${file}`,
    school: 'School code',
    actions: 'Actions',
    pick: 'This class alone',
    pickOf: (name: string) => `This class alone: ${name}`,
  },
);

const KEYS = ['college', 'class', 'inside', 'examSession', 'order', 'after'] as const;
const api = client.api.staff['proof-lists'];

type RollClass = Awaited<ReturnType<typeof readClasses>>['classes'][number];

const readClasses = (query: object) => answer(api.$get({ query: query as never }));

/** Lists of the people of a college or class, to compare and sign. */
export function ProofListsPage() {
  const words = useProofWords();
  const frame = useConsoleWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(KEYS);
  const [fullReason, setFullReason] = useState('');
  const list = useQuery({
    queryKey: ['staffRollClasses', values],
    queryFn: () => readClasses(values),
    placeholderData: keepPreviousData,
  });
  const making = useMutation({
    mutationFn: async (format: 'pdf' | 'xlsx') => {
      const full = fullReason ? { fullNumbers: 'true', fullReason } : {};
      const query = { ...filter, format, language, ...full };
      const file = await finished(await answer(api.exports.$post({ query: query as never })));
      saveFile(file.fileName, await serverFiles.take(file.id));
      return file.fileName;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: EXPORTS }),
  });
  const { order = 'asc', after, ...filter } = values;
  const { inside } = filter;
  const shown = { college: filter.college, class: filter.class, inside, examSession: filter.examSession };
  const total = list.data?.people ?? 0;
  const isMakable = total > 0 && total <= MAX_PROOF_LIST_PEOPLE;
  return (
    <div className="page">
      <PageHead title={frame.pages.proofLists}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.proofLists}>
        <FilterBar values={shown} onApply={set}>
          <RollFilterFields />
        </FilterBar>
        {total <= MAX_PROOF_LIST_PEOPLE ? (
          <p>{words.total(total.toLocaleString(language))}</p>
        ) : (
          <Notice tone="info">{words.tooMany(MAX_PROOF_LIST_PEOPLE.toLocaleString(language))}</Notice>
        )}
        {me && may(me.role, 'idNumbers.read') && (
          <p>
            <label>
              {words.numbers}{' '}
              <Select
                placeholder={words.masked}
                value={fullReason}
                onChange={({ target }) => setFullReason(target.value)}
                options={FULL_NUMBER_REASONS.map((value) => ({
                  value,
                  label: words.full(FULL_NUMBER_REASON_WORDS[value][language]),
                }))}
              />
            </label>
          </p>
        )}
        <div className="actions">
          <Button pending={making.isPending} disabled={!isMakable} onClick={() => making.mutate('pdf')}>
            {words.pdf}
          </Button>
          <Button pending={making.isPending} disabled={!isMakable} onClick={() => making.mutate('xlsx')}>
            {words.xlsx}
          </Button>
        </div>
        <ProblemNotice error={making.error} />
        <div aria-live="polite">
          {making.isPending && <p>{words.making}</p>}
          {making.data && <Notice tone="good">{words.done(making.data)}</Notice>}
        </div>
        <DataTable
          caption={frame.pages.proofLists}
          columns={useColumns((one) =>
            set({
              college: one.college ?? undefined,
              class: one.className ?? undefined,
              // Classes of different schools bear the same names.
              inside: inside?.startsWith(one.schoolCode) ? inside : one.schoolCode,
            }),
          )}
          rows={list.data?.classes}
          rowKey={({ schoolCode, college, className }) => `${schoolCode}/${college}/${className}`}
          query={list}
          filter={shown}
          sort={timeSort('school', order, set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
    </div>
  );
}

function useColumns(pick: (one: RollClass) => void): Column<RollClass>[] {
  const words = { ...useRollFilterWords(), ...useProofWords() };
  const { language } = useWords();
  return [
    { key: 'school', title: words.school, sortable: true, cell: ({ schoolCode }) => schoolCode },
    { key: 'college', title: words.college, cell: ({ college }) => college },
    { key: 'class', title: words.className, cell: ({ className }) => className },
    { key: 'count', title: words.count, cell: ({ count }) => count.toLocaleString(language) },
    {
      key: 'actions',
      title: words.actions,
      // Who has no class cannot be asked for by its name.
      cell: (one) =>
        one.className !== null && (
          <Button
            aria-label={words.pickOf([one.schoolCode, one.college, one.className].filter(Boolean).join(' '))}
            onClick={() => pick(one)}
          >
            {words.pick}
          </Button>
        ),
    },
  ];
}
