import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { reviewQuery } from '../lib/queries.ts';
import { useExamSession } from '../lib/use-exam-session.ts';
import { Card } from '../../ui/Card.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PartProblem } from '../../ui/PartProblem.tsx';
import { ReviewState } from './ReviewState.tsx';

/** Refusals on which nothing is shown: candidates who may take CET-6, or cannot be offered it, need no re-check. */
const SILENT = ['REVIEW_NOT_NEEDED', 'REVIEW_NOT_OFFERED', 'REVIEW_BARRED'];

/**
 * Shows the state of a re-check, or that one can be asked for; nothing to those it does not concern.
 * @param still set on a page that already asks about something else every few seconds
 */
export function ReviewPanel({ candidate, still }: { candidate?: string; still?: boolean }) {
  const { t } = useWords();
  const { id: examSession, cet6ScoreFrom } = useExamSession();
  const query = reviewQuery(examSession, candidate);
  const asked = useQuery(still ? { ...query, refetchInterval: false } : query);
  const { data } = asked;
  if (!data) return <PartProblem part={asked} what={t('titles.review')} />;
  const { review, offerRefusal } = data;
  if (!review && offerRefusal !== null && SILENT.includes(offerRefusal)) return null;
  return (
    <Card title={t('titles.review')} aside={review && <ReviewState state={review.state} />}>
      <p>{review ? t(`review.next.${review.state}`) : t('review.offered', { score: cet6ScoreFrom })}</p>
      {review?.reason && (
        <p>
          {t('review.reason')}: {review.reason}
        </p>
      )}
      <div className="actions">
        <LinkButton to={PATHS.review} search={candidate ? { candidate } : {}}>
          {t('review.open')}
        </LinkButton>
      </div>
    </Card>
  );
}
