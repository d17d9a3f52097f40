import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useDraft } from '../../../lib/draft.ts';
import { PATHS, safeReturnPath } from '../../../lib/paths.ts';
import { meQuery } from '../../lib/queries.ts';
import { sessionHint } from '../../../lib/session-hint.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { AccountFields, accountForm } from '../../ui/AccountFields.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';

const route = getRouteApi('/site/sign-in');

export function SignInPage() {
  const { t } = useWords();
  const { next, ended } = route.useSearch();
  const queryClient = useQueryClient();
  const router = useRouter();
  const examSession = useExamSessionId();
  const captcha = useCaptcha();
  const [draft, setDraft] = useDraft('signIn', { provinceCode: '', account: '' });
  const [password, setPassword] = useState('');

  const signIn = useMutation({
    mutationFn: async () =>
      answer(
        client.api.sessions.$post({
          json: {
            ...accountForm(draft),
            password,
            captcha: await captcha.take(),
          },
        }),
      ),
    onError: captcha.renew,
    onSuccess: async () => {
      sessionHint.set();
      // Answers given to nobody, or to somebody else, are dropped and fetched anew.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === meQuery.queryKey[0] });
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] === examSession });
      await router.invalidate();
      router.history.push(safeReturnPath(next));
    },
  });
  const problemOf = useFieldProblems(signIn.error);

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
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending) signIn.mutate();
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
