import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { EligibilityMatch } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { eligibilityQuery, meQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Status } from '../../../ui/Status.tsx';
import { ProvinceField } from './ProvinceField.tsx';
import { useReason } from '../../ui/use-reason.ts';

/** 资格信息查询 with the passport's own data, which cannot be typed over here. */
export function EligibilityQueryPage() {
  const { t } = useWords();
  const me = useSuspenseQuery(meQuery).data;
  const examSession = useExamSessionId();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [province, setProvince] = useState(me?.province?.code ?? '');
  const [reminded, setReminded] = useState(false);
  const query = useMutation({
    mutationFn: async () => {
      if (province !== me?.province?.code) {
        const changed = await answer(client.api.me.province.$put({ json: { provinceCode: province } }));
        queryClient.setQueryData(meQuery.queryKey, changed);
        // What was found in the other province is not looked for there again.
        queryClient.removeQueries({ queryKey: eligibilityQuery(examSession).queryKey });
      }
      return queryClient.fetchQuery({ ...eligibilityQuery(examSession), staleTime: 0 });
    },
    onSuccess: async ({ matches }) => {
      const [only, ...others] = matches;
      if (only && others.length === 0) await navigate({ to: PATHS.eligibility });
    },
  });
  const matches = query.data?.matches;
  const noMatch = matches?.length === 0 || hasCode(query.error, 'NO_ROLL_MATCH');

  if (!me) return null;
  return (
    <div className="page">
      <PageHead title={t('titles.eligibilityQuery')}>
        <p className="muted">{t('eligibility.queryIntro')}</p>
      </PageHead>
      <div className="card">
        <ProvinceField
          value={province}
          problem={reminded && province === '' ? t('fieldProblems.provinceCode') : undefined}
          onChange={(provinceCode) => {
            setProvince(provinceCode);
            query.reset();
          }}
        />
        <Facts
          items={[
            [t('passport.idType'), t(`idTypes.${me.idType}`)],
            [t('passport.idNumber'), me.idNumber],
            [t('passport.name'), me.name],
          ]}
        />
        <div>
          <p>{t('eligibility.hintsTitle')}</p>
          <ul>
            {t('eligibility.hints', { returnObjects: true }).map((hint) => (
              <li key={hint}>{hint}</li>
            ))}
          </ul>
        </div>
        {!noMatch && <ProblemNotice error={query.error} />}
        <div className="actions">
          <Button
            look="main"
            pending={query.isPending}
            onClick={() => (province === '' ? setReminded(true) : query.mutate())}
          >
            {t('eligibility.query')}
          </Button>
          <LinkButton to={PATHS.profile}>{t('titles.profile')}</LinkButton>
          <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
        </div>
      </div>
      {noMatch && (
        <Notice tone="caution" live="alert" title={t('eligibility.noMatchTitle')}>
          <ul>
            <li>{t('eligibility.noMatchProvince')}</li>
            <li>
              {t('eligibility.noMatchProfile')} <Link to={PATHS.profile}>{t('titles.profile')}</Link>
            </li>
            <li>{t('eligibility.noMatchSchool')}</li>
          </ul>
        </Notice>
      )}
      {matches && matches.length > 1 && <SeveralRolls matches={matches} />}
    </div>
  );
}

function SeveralRolls({ matches }: { matches: EligibilityMatch[] }) {
  const { t, coded } = useWords();
  const isBound = matches.some(({ boundBy }) => boundBy === 'you');
  return (
    <Card title={t('eligibility.severalTitle')}>
      <p>{t(isBound ? 'eligibility.severalBound' : 'eligibility.several')}</p>
      {matches.map((match) => (
        <div className="choice-card stack" key={match.candidateId}>
          <Facts
            items={[
              [t('roll.school'), coded(match.roll.campus.school)],
              [t('roll.campus'), coded(match.roll.campus)],
              [t('roll.studentNumber'), match.roll.studentNumber],
            ]}
          />
          <RollChoice match={match} />
        </div>
      ))}
    </Card>
  );
}

/** The action open for one of several rolls: pick it, go on to the registration saved with it, or none any more. */
function RollChoice({ match: { candidateId, boundBy, refusal } }: { match: EligibilityMatch }) {
  const { t } = useWords();
  const reason = useReason();
  if (boundBy === 'you') {
    return (
      <div className="row">
        <Status tone="good">{t('eligibility.alreadySaved')}</Status>
        <LinkButton to={PATHS.registration}>{t('home.seeRegistration')}</LinkButton>
      </div>
    );
  }
  if (refusal === 'PASSPORT_ALREADY_BOUND' || refusal === 'CANDIDATE_TAKEN') {
    return (
      <p className="row">
        <Status tone="neutral">{t('eligibility.cannotPick')}</Status>
        <span className="muted small">{reason(refusal)}</span>
      </p>
    );
  }
  return (
    <div className="actions">
      <LinkButton to={PATHS.eligibility} search={{ candidate: candidateId }}>
        {t('eligibility.chooseRoll')}
      </LinkButton>
    </div>
  );
}
