import { useMutation, useQuery } from '@tanstack/react-query';
import { filterText } from '../../../../../domain/staff/audit-text.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { type ExportFile, exportsQuery, saveFile, serverFiles } from '../../lib/export-files.ts';
import { useExportWords } from '../../lib/export-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';

const TONES: Record<ExportFile['state'], Tone> = { making: 'caution', ready: 'good', failed: 'bad' };

/** The files that somebody had made of lists, until they are deleted. */
export function ExportsPage() {
  const words = useExportWords();
  const frame = useConsoleWords();
  const { values, set } = useSearch(['sort', 'order']);
  const list = useQuery(exportsQuery(values));
  const taking = useMutation({
    mutationFn: async ({ id, fileName }: ExportFile) => saveFile(fileName, await serverFiles.take(id)),
  });
  return (
    <div className="page">
      <PageHead title={frame.pages.exports}>
        <p>{words.intro}</p>
      </PageHead>
      <ProblemNotice error={taking.error} />
      <section className="card" aria-label={frame.pages.exports}>
        <DataTable
          caption={frame.pages.exports}
          columns={useColumns(taking.isPending ? null : (file) => taking.mutate(file))}
          rows={list.data}
          rowKey={({ id }) => id}
          query={list}
          filter={{}}
          sort={columnSort(values, { by: 'askedAt', descending: true }, set)}
          firstStep={words.none}
          after={undefined}
          nextCursor={null}
          onPage={() => {}}
        />
      </section>
    </div>
  );
}

function useColumns(take: ((file: ExportFile) => void) | null): Column<ExportFile>[] {
  const words = useExportWords();
  const { language } = useWords();
  return [
    {
      key: 'list',
      title: words.list,
      sortable: true,
      cell: ({ list, fileName }) => (
        <>
          {words.lists[list]}
          <span className="cell-note breaks">{fileName}</span>
        </>
      ),
    },
    {
      key: 'filter',
      title: words.filter,
      cell: ({ filter, list }) => <span className="breaks">{filterText(filter, language, list)}</span>,
    },
    {
      key: 'state',
      title: words.state,
      sortable: true,
      cell: ({ state, isTakable }) => (
        <Status tone={state === 'ready' && !isTakable ? 'bad' : TONES[state]}>
          {state === 'ready' && !isTakable ? words.notAllowed : words.states[state]}
        </Status>
      ),
    },
    {
      key: 'rows',
      title: words.rows,
      sortable: true,
      cell: ({ rowCount }) => rowCount.toLocaleString(language),
    },
    { key: 'askedAt', title: words.askedAt, sortable: true, cell: ({ askedAt }) => <Moment at={askedAt} /> },
    {
      key: 'expiresAt',
      title: words.expiresAt,
      sortable: true,
      cell: ({ expiresAt }) => <Moment at={expiresAt} />,
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (file) =>
        file.isTakable && (
          <Button aria-label={words.downloadOf(file.fileName)} disabled={!take} onClick={() => take?.(file)}>
            {words.download}
          </Button>
        ),
    },
  ];
}
