import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useDraft } from '../../../lib/draft.ts';
import { keptSignIn } from '../../../lib/kept-sign-in.ts';
import { candidateActor } from '../../../../../domain/actor.ts';
import { leaveFor } from '../../../lib/page-owner.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { pathAfterSignIn } from '../../lib/path-after-sign-in.ts';
import { siteSignIn } from '../../lib/site-sign-in.ts';
import { useEmptyFields } from '../../../lib/use-empty-fields.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { AccountFields, accountForm, type AccountName } from '../../ui/AccountFields.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';
import { MailedLink } from './MailedLink.tsx';

const route = getRouteApi('/site/sign-in');
/** Refusals after too many failures, which the owner need not wait out. */
const WAITS = ['SIGN_IN_LOCKED', 'TOO_MANY_ATTEMPTS'];

export function SignInPage() {
  const { t } = useWords();
  const { next, ended } = route.useSearch();
  const captcha = useCaptcha();
  const [draft, setDraft] = useDraft<AccountName>('signIn', { provinceCode: '', account: '' });
  const [password, setPassword] = useState('');

  const signIn = useMutation({
    mutationFn: async () =>
      keptSignIn(
        () => client.api.me.$get(),
        await answer(
          client.api.sessions.$post({
            json: {
              ...accountForm(draft),
              password,
              captcha: await captcha.take(),
            },
          }),
        ),
      ),
    onError: captcha.renew,
    onSuccess: ({ passportId }) => {
      const actor = candidateActor(passportId);
      const path = pathAfterSignIn(actor, next);
      siteSignIn.set(actor);
      return leaveFor(path);
    },
  });
  const { problemOf, form: fields, isFilled } = useEmptyFields(useFieldProblems(signIn.error));

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.signIn')}>
        <p className="muted">{t('signIn.intro')}</p>
      </PageHead>
      {ended && (
        <Notice tone="caution" live="status">
          <p>{t('signIn.ended')}</p>
        </Notice>
      )}
      <form
        className="card form"
        {...fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending && isFilled(event.currentTarget)) signIn.mutate();
        }}
      >
        <AccountFields value={draft} problemOf={problemOf} onChange={setDraft} />
        <Field label={t('passport.password')} problem={problemOf('password')}>
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
        <CaptchaBox captcha={captcha} />
        <ProblemNotice error={signIn.error} />
        {WAITS.some((code) => hasCode(signIn.error, code)) && (
          <MailedLink key={draft.account} account={draft} captcha={captcha} />
        )}
        <Button look="main" type="submit" pending={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
        <p className="row">
          <Link to={PATHS.forgotPassword}>{t('titles.forgotPassword')}</Link>
          <Link to={PATHS.findAccount}>{t('titles.findAccount')}</Link>
        </p>
        <p>
          {t('signIn.noPassport')} <Link to={PATHS.registerPassport}>{t('titles.registerPassport')}</Link>
        </p>
      </form>
    </div>
  );
}
