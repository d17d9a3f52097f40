import { useMutation } from '@tanstack/react-query';
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
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';
import { type Identity, IdentityFields } from '../../../ui/IdentityFields.tsx';

/** 找回已报名账号: shows enough of the email to recognise it. */
export function FindAccountPage() {
  const { t } = useWords();
  const [identity, setIdentity] = useState<Identity>({ name: '', idType: 'residentId', idNumber: '' });
  const captcha = useCaptcha();
  const find = useMutation({
    mutationFn: async () =>
      answer(
        client.api['account-recoveries'].$post({ json: { ...identity, captcha: await captcha.take() } }),
      ),
    onSettled: captcha.renew,
  });
  const { problemOf, form: fields, isFilled } = useEmptyFields(useFieldProblems(find.error));

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.findAccount')}>
        <p className="muted">{t('findAccount.intro')}</p>
      </PageHead>
      {find.isSuccess ? (
        <>
          <Notice tone="good" live="status" title={t('findAccount.found')}>
            <p>
              <strong>{find.data.email}</strong>
            </p>
            <p>{t('findAccount.foundNext')}</p>
          </Notice>
          <div className="actions">
            <LinkButton look="main" to={PATHS.signIn}>
              {t('header.signIn')}
            </LinkButton>
            <LinkButton to={PATHS.forgotPassword}>{t('titles.forgotPassword')}</LinkButton>
          </div>
        </>
      ) : (
        <form
          className="card form"
          {...fields}
          onSubmit={(event) => {
            event.preventDefault();
            if (!find.isPending && isFilled(event.currentTarget)) find.mutate();
          }}
        >
          <IdentityFields value={identity} problemOf={problemOf} onChange={setIdentity} />
          <CaptchaBox captcha={captcha} />
          <ProblemNotice error={find.error} />
          <Button look="main" type="submit" pending={find.isPending}>
            {t('findAccount.submit')}
          </Button>
          <p className="muted small">{t('findAccount.otherwise')}</p>
        </form>
      )}
    </div>
  );
}
