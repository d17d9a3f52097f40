import type { FileKind } from '../../../../../domain/batches/batch.ts';
import { IMPORT_COLUMNS } from '../../../../../domain/imports/columns.ts';
import { templateOf } from '../../../../../domain/imports/template.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Table } from '../../../ui/Table.tsx';
import { saveFile } from '../../lib/export-files.ts';
import { useBatchesWords } from './words.ts';

/** What a file of a kind holds: its columns with what each takes, and an empty file with their headings. */
export function ImportColumns({ kind }: { kind: FileKind }) {
  const words = useBatchesWords();
  const { pick } = useWords();
  if (kind === 'photos') return <p className="muted">{words.photoNames}</p>;
  const columns = IMPORT_COLUMNS[kind];
  return (
    <details className="disclosure">
      <summary>{words.whatColumns(words.kinds[kind])}</summary>
      <div className="stack">
        <Table
          caption={words.whatColumns(words.kinds[kind])}
          heads={[words.heading, words.needed, words.takes]}
          rows={columns.map((column) => ({
            key: column.key,
            cells: [
              pick(column),
              column.optional ? words.mayLack : words.isNeeded,
              column.takes ? pick(column.takes) : '',
            ],
          }))}
        />
        <p className="muted">{words.templateHint}</p>
        <div className="actions">
          <Button
            onClick={() =>
              saveFile(
                words.templateName(words.kinds[kind]),
                new Blob([templateOf(kind)], { type: 'text/csv' }),
              )
            }
          >
            {words.template}
          </Button>
        </div>
      </div>
    </details>
  );
}
