import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Mode, SubjectRow } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { durationText } from '../../../lib/duration.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { CheckAnswers, CheckedTotal } from '../../ui/CheckAnswers.tsx';
import { ChosenDialog } from './ChosenDialog.tsx';
import { payUntil } from './pay-until.ts';

interface ChooseDialogProps {
  mode: Mode;
  rows: SubjectRow[];
  /** How long a seat is kept for who chooses it. */
  holdMinutes: number;
  onClose: () => void;
  /** Called once the choice was answered, however each row fared. */
  onDone: () => void;
}

/** Confirms the ticked subjects once all that is chosen was read once more, then shows the outcome of each. */
export function ChooseDialog({ mode, rows, holdMinutes, onClose, onDone }: ChooseDialogProps) {
  const { t, pick, language } = useWords();
  const choose = useCommand((offeringIds: number[], key, examSession) =>
    answer(
      client.api.registration.entries.$post({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { offeringIds },
      }),
    ),
  );
  const registration = useRegistration();
  const [askedAt] = useState(serverNow);
  const ended = (registration?.waitlist ?? []).filter((wait) =>
    rows.some(({ subject }) => subject.level === wait.subject.level && subject.mode === wait.subject.mode),
  );
  // An answer that was lost on its way may have been that all are taken.
  const areTaken = rows.every((row) =>
    registration?.entries.some(
      ({ subject, campus }) => subject.code === row.subject.code && campus.code === row.campus.code,
    ),
  );
  const answered = choose.data ?? (areTaken && isPassing(choose.error) ? { registration } : undefined);
  if (answered) return <ChosenDialog mode={mode} rows={rows} answer={answered} onClose={onClose} />;
  const checked = rows.map((row) => ({
    ...row,
    deadlineAt: payUntil(row, registration?.entries ?? [], holdMinutes, askedAt),
  }));
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
      foot={<CheckedTotal subjects={checked} />}
    >
      {registration && <CheckAnswers person={registration.roll} subjects={checked} />}
      <p>{t('subjects.confirmHold', { hold: durationText(holdMinutes, language) })}</p>
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
