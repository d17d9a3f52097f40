import { useWords } from '../../../i18n/index.ts';
import type { ReviewPageView } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { DoneDialog } from '../../ui/DoneDialog.tsx';
import { useReviewCommand } from './use-review-command.ts';

interface DeleteReviewProps {
  id: string;
  page: ReviewPageView;
  onClose: () => void;
}

/** Asks once more before a rejected re-check is withdrawn. */
export function DeleteReview({ id, page, onClose }: DeleteReviewProps) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const remove = useReviewCommand((_: string, key) =>
    answer(client.api.review.$delete({ query: { examSession }, header: { 'idempotency-key': key } })),
  );
  if (page.review?.id !== id && isPassing(remove.error)) {
    return (
      <DoneDialog title={t('review.deletedTitle')} onClose={onClose}>
        <p>{t('review.deletedText')}</p>
      </DoneDialog>
    );
  }
  return (
    <ConfirmDialog
      danger
      title={t('review.deleteTitle')}
      confirm={t('review.delete')}
      pending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate(id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('review.deleteText')}</p>
    </ConfirmDialog>
  );
}
