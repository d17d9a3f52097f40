import { useWords } from '../../../i18n/index.ts';
import type { Mode, SubjectRow } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { formatFen, sumFen } from '../../../lib/money.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ChosenDialog } from './ChosenDialog.tsx';

interface ChooseDialogProps {
  mode: Mode;
  rows: SubjectRow[];
  onClose: () => void;
  /** Called once the choice was answered, however each row fared. */
  onDone: () => void;
}

/** Confirms the ticked subjects, then shows the outcome of each. */
export function ChooseDialog({ mode, rows, onClose, onDone }: ChooseDialogProps) {
  const { t, pick } = useWords();
  const choose = useCommand((offeringIds: number[], key, examSession) =>
    answer(
      client.api.registration.entries.$post({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { offeringIds },
      }),
    ),
  );
  const ended = (useRegistration()?.waitlist ?? []).filter((wait) =>
    rows.some(({ subject }) => subject.level === wait.subject.level && subject.mode === wait.subject.mode),
  );
  if (choose.data) return <ChosenDialog mode={mode} rows={rows} answer={choose.data} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t('subjects.confirmTitle')}
      confirm={t('subjects.confirm')}
      pending={choose.isPending}
      problem={choose.error}
      onConfirm={() =>
        choose.mutate(
          rows.map((row) => row.offeringId),
          { onSuccess: onDone },
        )
      }
      onClose={onClose}
    >
      <ul>
        {rows.map((row) => (
          <li key={row.offeringId}>
            <strong>{pick(row.subject.name)}</strong>, {pick(row.campus.name)},{' '}
            <span className="number">{formatFen(row.feeFen)}</span>
          </li>
        ))}
      </ul>
      <p className="total">
        {t('subjects.sum')} <strong className="number">{formatFen(sumFen(rows))}</strong>
      </p>
      <p>{t('subjects.confirmHold')}</p>
      {ended.map((wait) => (
        <Notice key={wait.id} tone="caution">
          <p>
            {t('waitlist.choosingEnds', { subject: pick(wait.subject.name), campus: pick(wait.campus.name) })}
          </p>
        </Notice>
      ))}
    </ConfirmDialog>
  );
}
