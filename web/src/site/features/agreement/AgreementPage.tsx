import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useDraft } from '../../../lib/draft.ts';
import { PATHS, safeReturnPath } from '../../../lib/paths.ts';
import { agreementsQuery, isRegistered as isRegisteredIn, registrationQuery } from '../../lib/queries.ts';
import { useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { TextBody } from '../../../ui/TextBody.tsx';

const route = getRouteApi('/site/candidate/inSession/agreement');

function useIsRegistered(): boolean {
  return isRegisteredIn(useMe(), useExamSessionId());
}

/** The page on which 报名协议 and 诚信承诺书 are read, ticked and accepted. */
export function AgreementPage() {
  const { t, pick } = useWords();
  const examSession = useExamSessionId();
  const isRegistered = useIsRegistered();
  const { texts, acceptedAt } = useSuspenseQuery(agreementsQuery(examSession)).data;
  const shown = texts.filter(({ kind }) => kind === 'agreement' || kind === 'pledge');
  return (
    <div className="page">
      <PageHead title={t('titles.agreement')}>
        <p className="muted">{t('agreement.intro')}</p>
      </PageHead>
      {shown.map((text) => (
        <Card
          key={text.kind}
          title={pick(text.title)}
          aside={
            <span className="muted small">
              {t('agreement.version')} {text.version}
            </span>
          }
        >
          <TextBody text={pick(text.body)} />
        </Card>
      ))}
      <p>
        {t('agreement.seeAlso')} <Link to={PATHS.terms}>{t('titles.terms')}</Link>{' '}
        <Link to={PATHS.privacy}>{t('titles.privacy')}</Link>
      </p>
      {acceptedAt ? (
        <div className="stack">
          <Notice tone="good">
            <p>
              {t('agreement.acceptedAt')} <Moment at={acceptedAt} />
            </p>
          </Notice>
          <div className="actions">
            <LinkButton look="main" to={isRegistered ? PATHS.registration : PATHS.eligibilityQuery}>
              {t('common.goOn')}
            </LinkButton>
            <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
          </div>
        </div>
      ) : (
        <Acceptance />
      )}
    </div>
  );
}

function Acceptance() {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const { texts } = useSuspenseQuery(agreementsQuery(examSession)).data;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const isRegistered = useIsRegistered();
  const { next } = route.useSearch();
  const [ticked, setTicked] = useDraft('agreement', false);
  const [reminded, setReminded] = useState(false);
  const tick = useRef<HTMLInputElement>(null);
  const versionOf = (kind: 'agreement' | 'pledge') => texts.find((text) => text.kind === kind)?.version ?? '';

  const accept = useMutation({
    mutationFn: () =>
      answer(
        client.api.agreements.$post({
          json: {
            examSessionId: examSession,
            agreementVersion: versionOf('agreement'),
            pledgeVersion: versionOf('pledge'),
            accepted: true,
          },
        }),
      ),
    onSuccess: async (agreements) => {
      queryClient.setQueryData(agreementsQuery(examSession).queryKey, agreements);
      await queryClient.invalidateQueries({ queryKey: registrationQuery(examSession).queryKey });
      if (next === undefined)
        await navigate({ to: isRegistered ? PATHS.registration : PATHS.eligibilityQuery });
      else router.history.push(safeReturnPath(next));
    },
    // A refusal means that the texts have changed meanwhile, so the new ones are shown.
    onError: () => queryClient.invalidateQueries({ queryKey: agreementsQuery(examSession).queryKey }),
  });

  return (
    <div className="card">
      <Choice
        ref={tick}
        type="checkbox"
        checked={ticked}
        aria-invalid={reminded && !ticked}
        aria-describedby="agreement-reminder"
        onChange={(event) => setTicked(event.target.checked)}
      >
        {t('agreement.tick')}
      </Choice>
      <div role="alert" id="agreement-reminder">
        {reminded && !ticked && (
          <p className="field-problem">
            <Icon name="warning" />
            {t('agreement.tickFirst')}
          </p>
        )}
      </div>
      <ProblemNotice error={accept.error} />
      <div className="actions">
        <Button
          look="main"
          pending={accept.isPending}
          onClick={() => {
            if (ticked) accept.mutate();
            else {
              setReminded(true);
              tick.current?.focus();
            }
          }}
        >
          {t('agreement.agree')}
        </Button>
        <LinkButton to={PATHS.home}>{t('agreement.disagree')}</LinkButton>
      </div>
    </div>
  );
}
