import { useWords } from '../../../i18n/index.ts';
import type { Entry } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { DoneDialog } from '../../ui/DoneDialog.tsx';
import { PlaceFacts } from '../../ui/PlaceFacts.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';

/** Asks once more before 取消报考. */
export function CancelDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useWords();
  const registration = useRegistration();
  const cancel = useCommand((id: string, key, examSession) =>
    answer(
      client.api.registration.entries[':id'].$delete({
        param: { id },
        query: { examSession },
        header: { 'idempotency-key': key },
      }),
    ),
  );
  const isGone = !registration?.entries.some(({ id }) => id === entry.id);
  if (isGone && isPassing(cancel.error)) {
    return (
      <DoneDialog title={t('entry.cancelledTitle')} onClose={onClose}>
        <PlaceFacts place={entry} />
        <p>{t('entry.cancelledText')}</p>
      </DoneDialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('entry.cancelTitle')}
      confirm={t('entry.cancelConfirm')}
      cancel={t('entry.keep')}
      danger
      pending={cancel.isPending}
      problem={cancel.error}
      onConfirm={() => cancel.mutate(entry.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <PlaceFacts place={entry} />
      <p>{t('entry.cancelText')}</p>
    </ConfirmDialog>
  );
}
