import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { Status } from '../../../ui/Status.tsx';

interface CampusChoiceProps {
  row: SubjectRow;
  checked: boolean;
  disabled: boolean;
  /** The id of the words that say why it cannot be ticked; unset if it can. */
  reasonId: string | undefined;
  onToggle: (on: boolean) => void;
  /** What else is to be said of the campus, beside its name. */
  children: ReactNode;
}

/** A campus of a subject with its tick, or with 已报考. */
export function CampusChoice({ row, checked, disabled, reasonId, onToggle, children }: CampusChoiceProps) {
  const { t, pick, coded } = useWords();
  const name = (
    <span className="row">
      <span>
        <span className="visually-hidden">{pick(row.subject.name)} </span>
        <span className="campus-name">{coded(row.campus)}</span>
      </span>
      {children}
    </span>
  );
  if (row.taken) {
    return (
      <div className="row campus-taken">
        {name}
        <Status tone="good">{t('subjects.taken')}</Status>
      </div>
    );
  }
  return (
    <Choice
      type="checkbox"
      checked={checked}
      disabled={disabled}
      aria-describedby={reasonId}
      onChange={(event) => onToggle(event.target.checked)}
    >
      {name}
    </Choice>
  );
}
