import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { linkToken } from '../../../lib/link-token.ts';
import { PATHS } from '../../../lib/paths.ts';
import { toneOf } from '../../../lib/problem.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { meQuery } from '../../lib/queries.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { LinkAccount } from '../../ui/LinkAccount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Field } from '../../../ui/Field.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

const route = getRouteApi('/site/verify-email');

/**
 * The page opened from the mail. Opening it changes nothing, so that a mail scanner verifies nobody; it says that a link
 * was used twice or too late before anything is typed.
 */
export function VerifyEmailPage() {
  const { t } = useWords();
  const token = linkToken(route.useSearch().token);
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const link = useQuery({
    queryKey: ['verificationLink', token],
    queryFn: () => answer(client.api.passports['email-verifications'][':token'].$get({ param: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // The link works once: a second click must not come back as a refusal of the first.
  const verify = useOnce({
    mutationFn: () =>
      answer(client.api.passports['email-verifications'].$post({ json: { token, password } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const problemOf = useFieldProblems(verify.error);
  // Another tab or mail may have verified it while the form stood here.
  const over = link.error ?? (toneOf(verify.error) === 'good' ? verify.error : null);

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.verifyEmail')} />
      {link.isPending && (
        <Notice tone="info" live="status" busy>
          <p>{t('common.loading')}</p>
        </Notice>
      )}
      {verify.isSuccess && <Verified {...verify.data} />}
      {link.isSuccess && !verify.isSuccess && !over && (
        <form
          className="card form"
          onSubmit={(event) => {
            event.preventDefault();
            verify.mutate();
          }}
        >
          <LinkAccount
            intro={t('verifyEmail.intro')}
            link={link.data}
            another={(name) => t('verifyEmail.another', { name })}
          />
          {link.data.newEmail !== null && <p>{t('verifyEmail.change', { email: link.data.newEmail })}</p>}
          <Field
            label={t('passport.password')}
            hint={t('verifyEmail.hint')}
            problem={problemOf('password') && t('fieldProblems.currentPassword')}
          >
            {(control) => (
              <input
                {...control}
                name="password"
                type="password"
                required
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          <ProblemNotice error={verify.error} />
          <Button look="main" type="submit" pending={verify.isPending}>
            {t('verifyEmail.submit')}
          </Button>
        </form>
      )}
      <ProblemNotice error={over} />
      {(over || verify.isSuccess) && <Onward failed={over !== null && toneOf(over) === 'bad'} />}
    </div>
  );
}

function Verified({ claiming, passportId }: { claiming: boolean; passportId: string }) {
  const { t } = useWords();
  return (
    <>
      <Notice tone="good" live="status" title={t('verifyEmail.done')}>
        <p>{t('verifyEmail.doneNext')}</p>
      </Notice>
      {claiming && (
        <>
          <Notice tone="caution" title={t('passport.claimingTitle')}>
            <p>{t('passport.claiming')}</p>
          </Notice>
          <div className="card">
            <Facts items={[[t('passport.id'), <code key="id">{passportId}</code>]]} />
          </div>
        </>
      )}
    </>
  );
}

function Onward({ failed }: { failed: boolean }) {
  const { t } = useWords();
  const me = useMe();
  return (
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
  );
}
