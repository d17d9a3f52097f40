import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { answer, client } from '../../lib/client.ts';
import { useDraft } from '../../lib/draft.ts';
import { PATHS, safeReturnPath } from '../../lib/paths.ts';
import { examSessionsQuery, meQuery } from '../../lib/queries.ts';
import { sessionHint } from '../../lib/session-hint.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { CaptchaBox } from './CaptchaBox.tsx';
import { useCaptcha } from './use-captcha.ts';

const route = getRouteApi('/site/sign-in');

export function SignInPage() {
  const { t, pick } = useWords();
  const { next, ended } = route.useSearch();
  const queryClient = useQueryClient();
  const router = useRouter();
  const examSession = useExamSessionId();
  const provinces =
    useSuspenseQuery(examSessionsQuery).data.find((session) => session.id === examSession)?.provinces ?? [];
  const captcha = useCaptcha();
  const [draft, setDraft] = useDraft('signIn', { provinceCode: '', account: '' });
  const [password, setPassword] = useState('');

  const signIn = useMutation({
    mutationFn: async () =>
      answer(
        client.api.sessions.$post({
          json: {
            ...(draft.provinceCode && { provinceCode: draft.provinceCode }),
            account: draft.account,
            password,
            captcha: await captcha.take(),
          },
        }),
      ),
    onError: captcha.renew,
    onSuccess: async () => {
      sessionHint.set();
      // What was asked before as nobody, or as somebody else, is asked again.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === meQuery.queryKey[0] });
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] === examSession });
      await router.invalidate();
      router.history.push(safeReturnPath(next));
    },
  });
  const problemOf = useFieldProblems(signIn.error);
  const provinceMissing = !draft.provinceCode && !draft.account.includes('@');

  return (
    <div className="page">
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
        <Field
          label={t('signIn.province')}
          hint={t('signIn.provinceHint')}
          problem={problemOf('provinceCode')}
        >
          {(control) => (
            <select
              {...control}
              name="provinceCode"
              required={provinceMissing}
              value={draft.provinceCode}
              onChange={(event) => setDraft({ ...draft, provinceCode: event.target.value })}
            >
              <option value="">{t('signIn.provinceChoose')}</option>
              {provinces.map((province) => (
                <option key={province.code} value={province.code}>
                  ({province.code}){pick(province.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('signIn.account')} problem={problemOf('account')}>
          {(control) => (
            <input
              {...control}
              name="account"
              required
              autoComplete="username"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={254}
              value={draft.account}
              onChange={(event) => setDraft({ ...draft, account: event.target.value })}
            />
          )}
        </Field>
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
        <p>
          {t('signIn.noPassport')} <Link to={PATHS.registerPassport}>{t('titles.registerPassport')}</Link>
        </p>
      </form>
    </div>
  );
}
