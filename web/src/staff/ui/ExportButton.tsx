import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { TABLE_FORMATS, type TableFormat } from '../../../../domain/staff/exports.ts';
import { useWords } from '../../i18n/index.ts';
import { Problem } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import {
  type ExportFile,
  EXPORTS,
  type ExportFiles,
  type FileWish,
  saveFile,
  serverFiles,
} from '../lib/export-files.ts';
import { useExportWords } from '../lib/export-words.ts';
import { Select } from './Select.tsx';
import { StaffLink } from './StaffLink.tsx';

const LOOK_AGAIN_MS = 2_000;

interface ExportButtonProps {
  /** Asks the server to make a file, with the filter in force. */
  ask: (wish: FileWish) => Promise<{ json: () => Promise<ExportFile> }>;
  files?: ExportFiles;
  /** False on a page of several lists, which says once what is said of all exports. */
  hasNote?: boolean;
}

/** What is to be known of every export, with the way to the files. */
export function ExportNote() {
  const words = useExportWords();
  return (
    <span className="muted small">
      {words.note} <StaffLink to="/staff/exports">{words.mine}</StaffLink>
    </span>
  );
}

/** Has a file made of a list, and saves it once it is there. */
export function ExportButton({ ask, files = serverFiles, hasNote = true }: ExportButtonProps) {
  const words = useExportWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const id = useId();
  const [format, setFormat] = useState<TableFormat>('xlsx');
  const [rowCount, setRowCount] = useState<number | null>(null);
  const taking = useMutation({
    mutationFn: async () => {
      setRowCount(null);
      let file = await (await ask({ language, format })).json();
      while (file.state === 'making') {
        setRowCount(file.rowCount);
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
        file = await files.read(file.id);
      }
      if (file.state === 'failed') throw new Problem(file.problem ?? 'EXPORT_FAILED');
      saveFile(file.fileName, await files.take(file.id));
      return file.fileName;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: EXPORTS }),
  });
  return (
    <div className="export no-print">
      <div className="actions">
        <label htmlFor={id} className="visually-hidden">
          {words.format}
        </label>
        <Select
          id={id}
          placeholder={null}
          value={format}
          onChange={({ target }) => setFormat(target.value as TableFormat)}
          options={TABLE_FORMATS.map((value) => ({ value, label: words.formats[value] }))}
        />
        <Button pending={taking.isPending} onClick={() => taking.mutate()}>
          {words.export}
        </Button>
        {hasNote && <ExportNote />}
      </div>
      <ProblemNotice error={taking.error} />
      <div aria-live="polite">
        {taking.isPending && rowCount !== null && <p>{words.making(rowCount.toLocaleString(language))}</p>}
        {taking.data && <Notice tone="good">{words.done(taking.data)}</Notice>}
      </div>
    </div>
  );
}
