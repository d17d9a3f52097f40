import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { EligibilityMatch } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { eligibilityQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { WithPhoto } from '../../ui/Photo.tsx';
import { RollFacts } from '../../../ui/RollFacts.tsx';
import { ReviewPanel } from '../../ui/ReviewPanel.tsx';
import { EligibleSubjects } from './EligibleSubjects.tsx';
import { pickedMatch } from './picked-match.ts';
import { RollChanged } from './RollChanged.tsx';
import { SaveStep } from './SaveStep.tsx';

const route = getRouteApi('/site/candidate/inSession/agreed/eligibility');

/** 资格信息确认: the roll entry to be checked, what is open to the candidate, and 保存并继续. */
export function EligibilityPage() {
  const { t } = useWords();
  const { candidate } = route.useSearch();
  const examSession = useExamSessionId();
  const queryClient = useQueryClient();
  const { matches } = useSuspenseQuery(eligibilityQuery(examSession)).data;
  const match = pickedMatch(matches, candidate);
  const [shownBefore, setShownBefore] = useState<EligibilityMatch | null>(null);

  return (
    <div className="page">
      <PageHead title={t('titles.eligibility')}>
        <p className="muted">{t('eligibility.intro')}</p>
      </PageHead>
      {match ? (
        <>
          {shownBefore && shownBefore.digest !== match.digest && (
            <RollChanged key={match.digest} photoChanged={shownBefore.photoId !== match.photoId} />
          )}
          <Card title={t('roll.title')}>
            <WithPhoto photoId={match.photoId} photo={match.photo}>
              <RollFacts roll={match.roll} before={shownBefore?.roll} />
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
          <SaveStep
            key={match.digest}
            match={match}
            onRollChanged={() => {
              setShownBefore(match);
              void queryClient.invalidateQueries({ queryKey: eligibilityQuery(examSession).queryKey });
            }}
          />
        </>
      ) : (
        <Notice
          tone="caution"
          title={t(matches.length > 0 ? 'eligibility.pickFirst' : 'eligibility.noMatchTitle')}
        >
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
