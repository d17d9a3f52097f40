import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useEmptyFields } from '../../../lib/use-empty-fields.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { AccountFields, accountForm, type AccountName } from '../../ui/AccountFields.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';

/** Has a link to set a new password mailed. The answer never says whether such an account exists. */
export function ForgotPasswordPage() {
  const { t } = useWords();
  const [account, setAccount] = useState<AccountName>({ provinceCode: '', account: '' });
  const captcha = useCaptcha();
  const ask = useMutation({
    mutationFn: async () =>
      answer(
        client.api['password-resets'].$post({
          json: { ...accountForm(account), captcha: await captcha.take() },
        }),
      ),
    onSettled: captcha.renew,
  });
  const { problemOf, form: fields, isFilled } = useEmptyFields(useFieldProblems(ask.error));

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.forgotPassword')}>
        <p className="muted">{t('forgotPassword.intro')}</p>
      </PageHead>
      {ask.isSuccess ? (
        <>
          <Notice tone="info" live="status" title={t('forgotPassword.askedTitle')}>
            <p>{t('forgotPassword.asked')}</p>
            <p>{t('forgotPassword.noMail')}</p>
          </Notice>
          <div className="actions">
            <LinkButton look="main" to={PATHS.signIn}>
              {t('header.signIn')}
            </LinkButton>
            <Button onClick={ask.reset}>{t('forgotPassword.again')}</Button>
            <LinkButton to={PATHS.findAccount}>{t('titles.findAccount')}</LinkButton>
          </div>
        </>
      ) : (
        <form
          className="card form"
          {...fields}
          onSubmit={(event) => {
            event.preventDefault();
            if (!ask.isPending && isFilled(event.currentTarget)) ask.mutate();
          }}
        >
          <AccountFields value={account} problemOf={problemOf} onChange={setAccount} />
          <CaptchaBox captcha={captcha} />
          <ProblemNotice error={ask.error} />
          <Button look="main" type="submit" pending={ask.isPending}>
            {t('forgotPassword.submit')}
          </Button>
          <p>
            {t('forgotPassword.forgotEmail')} <Link to={PATHS.findAccount}>{t('titles.findAccount')}</Link>
          </p>
        </form>
      )}
    </div>
  );
}
