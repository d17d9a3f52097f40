import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { reviewQuery } from '../../lib/queries.ts';
import { useExamSession, useRegistration } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { DeleteReview } from './DeleteReview.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import { ReviewState } from '../../ui/ReviewState.tsx';

const route = getRouteApi('/site/candidate/inSession/review');

/** CET6资格复核: its state, and what can be done about it. */
export function ReviewPage() {
  const { t, coded } = useWords();
  const reason = useReason();
  const { candidate } = route.useSearch();
  const { id: examSession, cet6ScoreFrom } = useExamSession();
  // Outlives its re-check, so that somebody whose answer was lost is told that it is deleted.
  const [deleting, setDeleting] = useState<string | null>(null);
  const page = useSuspenseQuery(reviewQuery(examSession, candidate)).data;
  const registered = useRegistration() !== null;
  const { review, offerRefusal, endsAt } = page;
  const { campus } = page.candidate;
  const editable = review ? review.changeRefusal === null : offerRefusal === null;
  const person: [string, ReactNode][] = [
    [t('passport.name'), page.candidate.name],
    [t('passport.idNumber'), page.candidate.idNumber],
    [t('roll.campus'), coded(campus)],
  ];
  if (endsAt) person.push([t('review.endsAt'), <Moment key="ends" at={endsAt} />]);

  return (
    <div className="page">
      <PageHead title={t('titles.review')}>
        <p className="muted">{t('review.intro', { score: cet6ScoreFrom })}</p>
      </PageHead>
      {review && (
        <Card title={t('review.stateLabel')} aside={<ReviewState state={review.state} />}>
          <p aria-live="polite">{t(`review.next.${review.state}`)}</p>
          <Facts
            items={[
              [t('review.ticket'), review.ticketNumber],
              ...(review.filedBySchool
                ? [[t('review.askedBy'), t('review.askedBySchool')] as [string, ReactNode]]
                : []),
              [t('review.submittedAt'), <Moment key="submitted" at={review.submittedAt} />],
              ...(review.decidedAt
                ? [
                    [t('review.decidedAt'), <Moment key="decided" at={review.decidedAt} />] as [
                      string,
                      ReactNode,
                    ],
                  ]
                : []),
              ...(review.reason ? [[t('review.reason'), review.reason] as [string, ReactNode]] : []),
            ]}
          />
          {review.changeRefusal === null && (
            <div className="actions">
              <Button look="danger" onClick={() => setDeleting(review.id)}>
                {t('review.delete')}
              </Button>
            </div>
          )}
        </Card>
      )}
      <Card title={t('review.person')}>
        <Facts items={person} />
      </Card>
      {editable && <ReviewForm key={review?.id ?? 'new'} page={page} />}
      {!review && offerRefusal !== null && (
        <Notice tone="caution" title={t('review.cannot')}>
          <p>{reason(offerRefusal)}</p>
        </Notice>
      )}
      {deleting && <DeleteReview id={deleting} page={page} onClose={() => setDeleting(null)} />}
      <div className="actions">
        {registered ? (
          <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
        ) : (
          <LinkButton to={PATHS.eligibility} search={candidate ? { candidate } : {}}>
            {t('titles.eligibility')}
          </LinkButton>
        )}
        <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
      </div>
    </div>
  );
}
