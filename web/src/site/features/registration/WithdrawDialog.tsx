import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';

/** Asks once more before 报名信息删除. An open order delays it until the gateway has answered. */
export function WithdrawDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const withdraw = useCommand(
    (_: null, key, examSession) =>
      answer(client.api.registration.$delete({ query: { examSession }, header: { 'idempotency-key': key } })),
    // The page may have learnt already that there is no registration any more.
    ({ registration }) => (registration ? onClose() : void navigate({ to: PATHS.home })),
  );
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
      <p>{t('registration.withdrawText')}</p>
    </ConfirmDialog>
  );
}
