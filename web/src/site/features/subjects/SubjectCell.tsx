import { useId } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { Status } from '../../../ui/Status.tsx';

interface SubjectCellProps {
  row: SubjectRow;
  checked: boolean;
  /** The reason why it cannot be ticked, in words; null if it can. */
  refusal: string | null;
  onToggle: (on: boolean) => void;
}

/** The subject with its tick, or with 已报考. */
export function SubjectCell({ row, checked, refusal, onToggle }: SubjectCellProps) {
  const { t, pick } = useWords();
  const reasonId = useId();
  if (row.taken) {
    return (
      <span className="row">
        {pick(row.subject.name)}
        <Status tone="good">{t('subjects.taken')}</Status>
      </span>
    );
  }
  return (
    <>
      <Choice
        type="checkbox"
        checked={checked}
        disabled={refusal !== null}
        aria-describedby={refusal ? reasonId : undefined}
        onChange={(event) => onToggle(event.target.checked)}
      >
        <span>
          {pick(row.subject.name)}
          <span className="visually-hidden"> {pick(row.campus.name)}</span>
        </span>
      </Choice>
      {refusal && (
        <span className="cell-note" id={reasonId}>
          {refusal}
        </span>
      )}
    </>
  );
}
