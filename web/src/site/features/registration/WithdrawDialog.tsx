import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import type { Registration } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { DoneDialog } from '../../ui/DoneDialog.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';

interface WithdrawDialogProps {
  registration: Registration;
  onClose: () => void;
}

/** Asks once more, naming whose registration it is and what goes with it, before 报名信息删除. An open order delays it until the gateway has answered. */
export function WithdrawDialog({ registration, onClose }: WithdrawDialogProps) {
  const { t, pick } = useWords();
  const { roll, entries, waitlist } = registration;
  const navigate = useNavigate();
  const withdraw = useCommand(
    (_: null, key, examSession) =>
      answer(client.api.registration.$delete({ query: { examSession }, header: { 'idempotency-key': key } })),
    // The page may have learnt already that there is no registration any more.
    ({ registration: kept }) => (kept ? onClose() : void navigate({ to: PATHS.home })),
  );
  if (registration.withdrawing && isPassing(withdraw.error)) {
    return (
      <DoneDialog title={t('registration.withdraw')} onClose={onClose}>
        <p>{t('registration.withdrawing')}</p>
      </DoneDialog>
    );
  }
  const isEmpty = entries.length + waitlist.length === 0;
  return (
    <ConfirmDialog
      title={t('registration.withdrawTitle')}
      confirm={t('registration.withdrawConfirm')}
      cancel={t('entry.keep')}
      danger
      pending={withdraw.isPending}
      problem={withdraw.error}
      onConfirm={() => withdraw.mutate(null)}
      onClose={onClose}
    >
      <p>{t(isEmpty ? 'registration.withdrawOfNothing' : 'registration.withdrawOf', { name: roll.name })}</p>
      {!isEmpty && (
        <ul>
          {entries.map(({ id, subject, campus }) => (
            <li key={id}>
              {t('registration.losesSeat', { subject: pick(subject.name), campus: pick(campus.name) })}
            </li>
          ))}
          {waitlist.map(({ id, subject, campus, position }) => (
            <li key={id}>
              {t('registration.losesWait', {
                subject: pick(subject.name),
                campus: pick(campus.name),
                position: position ?? '—',
              })}
            </li>
          ))}
        </ul>
      )}
      <p>{t('registration.withdrawText')}</p>
    </ConfirmDialog>
  );
}
