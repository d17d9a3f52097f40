import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { goOnForNobody } from '../../../lib/go-on-for-nobody.ts';
import { linkToken } from '../../../lib/link-token.ts';
import { PATHS } from '../../../lib/paths.ts';
import { meQuery } from '../../lib/queries.ts';
import { siteSignIn } from '../../lib/site-sign-in.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { Button } from '../../../ui/Button.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useMe } from '../../lib/use-exam-session.ts';
import { LinkAccount } from '../../ui/LinkAccount.tsx';
import { NewPasswordFields, NO_PASSWORD } from '../../ui/NewPasswordFields.tsx';
import { OwnerFields } from './OwnerFields.tsx';

const route = getRouteApi('/site/reset-password');

/** The page opened from the mail. It says that a link no longer works before anything is typed. */
export function ResetPasswordPage() {
  const { t } = useWords();
  const token = linkToken(route.useSearch().token);
  const queryClient = useQueryClient();
  const [passwords, setPasswords] = useState(NO_PASSWORD);
  const [owner, setOwner] = useState({ idNumber: '', name: '' });
  const link = useQuery({
    queryKey: ['passwordReset', token],
    queryFn: () => answer(client.api['password-resets'][':token'].$get({ param: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // The link works once: a second click must not come back as a refusal of the first.
  const reset = useOnce({
    mutationFn: () =>
      client.api['password-resets'][':token'].$post({
        param: { token },
        json: { ...passwords, ...(link.data?.identityAsked && owner) },
      }),
    onSuccess: () => {
      // Whoever else is signed in here stays so.
      if (!link.data?.signedIn) return;
      siteSignIn.clear();
      goOnForNobody(queryClient, meQuery.queryKey);
    },
  });
  const me = useMe();
  const problemOf = useFieldProblems(reset.error);

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.resetPassword')} />
      {link.isPending && (
        <Notice tone="info" live="status" busy>
          <p>{t('common.loading')}</p>
        </Notice>
      )}
      {link.isError && (
        <>
          <ProblemNotice error={link.error} />
          <div className="actions">
            <LinkButton look="main" to={PATHS.forgotPassword}>
              {t('resetPassword.newLink')}
            </LinkButton>
            <LinkButton to={PATHS.signIn}>{t('header.signIn')}</LinkButton>
          </div>
        </>
      )}
      {reset.isSuccess && (
        <>
          <Notice tone="good" live="status" title={t('resetPassword.done')}>
            <p>
              {me
                ? t('resetPassword.doneAnother', { account: link.data?.account ?? '', name: me.name })
                : t('resetPassword.doneNext')}
            </p>
          </Notice>
          <div className="actions">
            <LinkButton look="main" to={me ? PATHS.home : PATHS.signIn}>
              {t(me ? 'common.home' : 'header.signIn')}
            </LinkButton>
          </div>
        </>
      )}
      {link.isSuccess && !reset.isSuccess && (
        <form
          className="card form"
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate();
          }}
        >
          <LinkAccount
            intro={t('resetPassword.intro')}
            link={link.data}
            another={(name) => t('resetPassword.another', { name })}
          />
          {link.data.identityAsked && <OwnerFields value={owner} problemOf={problemOf} onChange={setOwner} />}
          <NewPasswordFields value={passwords} problemOf={problemOf} onChange={setPasswords} />
          <p className="muted small">{t('resetPassword.ends')}</p>
          <ProblemNotice error={reset.error} />
          <Button look="main" type="submit" pending={reset.isPending}>
            {t('resetPassword.submit')}
          </Button>
        </form>
      )}
    </div>
  );
}
