import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import { answer, client } from '../../lib/client.ts';
import { PATHS } from '../../lib/paths.ts';
import { hasCode } from '../../lib/problem.ts';
import { meQuery } from '../../lib/queries.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

const route = getRouteApi('/site/verify-email');

/** Opened from the mail: hands the link's token in, once however often the page renders. */
export function VerifyEmailPage() {
  const { t } = useWords();
  const { token = '' } = route.useSearch();
  const me = useMe();
  const queryClient = useQueryClient();
  const verification = useQuery({
    queryKey: ['emailVerification', token],
    queryFn: async () => {
      await answer(client.api.passports['email-verifications'].$post({ json: { token } }));
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const verified = verification.isSuccess || hasCode(verification.error, 'LINK_USED');

  useEffect(() => {
    if (verified) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  }, [verified, queryClient]);

  return (
    <div className="page">
      <PageHead title={t('titles.verifyEmail')} />
      {verification.isPending && (
        <Notice tone="info" live="status" busy>
          <p>{t('verifyEmail.pending')}</p>
        </Notice>
      )}
      {verified && (
        <Notice tone="good" live="status" title={t('verifyEmail.done')}>
          <p>{t('verifyEmail.doneNext')}</p>
        </Notice>
      )}
      {!verified && <ProblemNotice error={verification.error} />}
      <div className="actions">
        {me ? (
          <LinkButton look="main" to={PATHS.home}>
            {t('common.home')}
          </LinkButton>
        ) : (
          <LinkButton look="main" to={PATHS.signIn}>
            {t('header.signIn')}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
