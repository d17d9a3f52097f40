import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { eligibilityQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Card } from '../../ui/Card.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PeriodText } from '../../ui/Moment.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { WithPhoto } from '../../ui/Photo.tsx';
import { RollFacts } from '../../ui/RollFacts.tsx';
import { ReviewPanel } from '../review/ReviewPanel.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { EligibleSubjects } from './EligibleSubjects.tsx';
import { SaveRegistration } from './SaveRegistration.tsx';

const route = getRouteApi('/site/candidate/agreed/eligibility');

/** 资格信息确认: the roll entry to be checked, what is open to the candidate, and 保存并继续. */
export function EligibilityPage() {
  const { t } = useWords();
  const reason = useReason();
  const { candidate } = route.useSearch();
  const { matches } = useSuspenseQuery(eligibilityQuery(useExamSessionId())).data;
  const match = candidate ? matches.find(({ candidateId }) => candidateId === candidate) : matches[0];

  return (
    <div className="page">
      <PageHead title={t('titles.eligibility')}>
        <p className="muted">{t('eligibility.intro')}</p>
      </PageHead>
      {match ? (
        <>
          <Card title={t('roll.title')}>
            <WithPhoto photoId={match.photoId}>
              <RollFacts roll={match.roll} />
            </WithPhoto>
            <p className="muted small">{t('eligibility.wrongData')}</p>
          </Card>
          <Card title={t('eligibility.subjectsTitle')}>
            <EligibleSubjects subjects={match.subjects} />
            {match.registrationWindow && (
              <p>
                {t('eligibility.window')} <PeriodText period={match.registrationWindow} />
              </p>
            )}
          </Card>
          <ReviewPanel candidate={match.candidateId} />
          {match.boundBy === 'you' ? (
            <Notice tone="good" title={t('eligibility.alreadySaved')}>
              <div className="actions">
                <LinkButton look="main" to={PATHS.registration}>
                  {t('home.seeRegistration')}
                </LinkButton>
              </div>
            </Notice>
          ) : match.refusal ? (
            <Notice tone="caution" title={t('eligibility.cannotSave')}>
              <p>{reason(match.refusal)}</p>
              <div className="actions">
                <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
              </div>
            </Notice>
          ) : (
            <SaveRegistration key={match.digest} match={match} />
          )}
        </>
      ) : (
        <Notice tone="caution" title={t('eligibility.noMatchTitle')}>
          <div className="actions">
            <LinkButton look="main" to={PATHS.eligibilityQuery}>
              {t('titles.eligibilityQuery')}
            </LinkButton>
          </div>
        </Notice>
      )}
    </div>
  );
}
