import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { meQuery } from '../../lib/queries.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

const route = getRouteApi('/site/verify-email');

/** The page opened from the mail. It says that a link was used twice or too late, and what to do next. */
export function VerifyEmailPage() {
  const { t } = useWords();
  const { token = '' } = route.useSearch();
  const me = useMe();
  const { status, error } = useVerification(token);
  const failed = status === 'error' && !hasCode(error, 'LINK_USED');
  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.verifyEmail')} />
      {status === 'pending' && (
        <Notice tone="info" live="status" busy>
          <p>{t('verifyEmail.pending')}</p>
        </Notice>
      )}
      {status === 'success' && (
        <Notice tone="good" live="status" title={t('verifyEmail.done')}>
          <p>{t('verifyEmail.doneNext')}</p>
        </Notice>
      )}
      <ProblemNotice error={error} />
      <div className="actions">
        {me && failed && (
          <LinkButton look="main" to={PATHS.profile}>
            {t('passport.verifyInProfile')}
          </LinkButton>
        )}
        {me ? (
          <LinkButton look={failed ? 'plain' : 'main'} to={PATHS.home}>
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

/**
 * Submits the link's token once, however often the page renders or is mounted: a second time it would count as used.
 */
function useVerification(token: string): { status: 'pending' | 'success' | 'error'; error: unknown } {
  const queryClient = useQueryClient();
  const mutationKey = ['verifyEmail', token];
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: () => answer(client.api.passports['email-verifications'].$post({ json: { token } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  useEffect(() => {
    const sent = queryClient.getMutationCache().find({ mutationKey: ['verifyEmail', token] });
    if (!sent) mutate();
  }, [token, mutate, queryClient]);
  const [state] = useMutationState({
    filters: { mutationKey },
    select: ({ state: { status, error } }) => ({ status, error }),
  });
  return { status: state?.status === 'idle' || !state ? 'pending' : state.status, error: state?.error };
}
