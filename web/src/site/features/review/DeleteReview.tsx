import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { useReviewCommand } from './use-review-command.ts';

/** Withdraws a rejected re-check. */
export function DeleteReview({ id }: { id: string }) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const [asking, setAsking] = useState(false);
  const remove = useReviewCommand((_: string, key) =>
    answer(client.api.review.$delete({ query: { examSession }, header: { 'idempotency-key': key } })),
  );
  return (
    <div className="actions">
      <Button look="danger" onClick={() => setAsking(true)}>
        {t('review.delete')}
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t('review.deleteTitle')}
          confirm={t('review.delete')}
          pending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(id, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          <p>{t('review.deleteText')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
