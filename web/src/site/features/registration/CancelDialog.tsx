import { useWords } from '../../../i18n/index.ts';
import type { Entry } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';

/** Asks once more before 取消报考. */
export function CancelDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t, pick } = useWords();
  const cancel = useCommand((id: string, key, examSession) =>
    answer(
      client.api.registration.entries[':id'].$delete({
        param: { id },
        query: { examSession },
        header: { 'idempotency-key': key },
      }),
    ),
  );
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
      <p>
        <strong>{pick(entry.subject.name)}</strong>
        {t('common.comma')}
        {pick(entry.campus.name)}
      </p>
      <p>{t('entry.cancelText')}</p>
    </ConfirmDialog>
  );
}
