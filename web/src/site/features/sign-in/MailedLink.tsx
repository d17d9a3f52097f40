import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import type { Captcha } from '../../../lib/use-captcha.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { type AccountName, accountForm } from '../../ui/AccountFields.tsx';

/**
 * The way in for the owner of an account whose password is not taken for a while: a link by mail. The answer never says
 * whether such an account exists.
 */
export function MailedLink({ account, captcha }: { account: AccountName; captcha: Captcha }) {
  const { t } = useWords();
  const ask = useMutation({
    mutationFn: async () =>
      answer(
        client.api['sign-in-links'].$post({
          json: { ...accountForm(account), captcha: await captcha.take() },
        }),
      ),
    onSettled: captcha.renew,
  });
  if (ask.isSuccess) {
    return (
      <Notice tone="info" live="status" title={t('signInLink.askedTitle')}>
        <p>{t('signInLink.asked')}</p>
        <p>
          {t('signInLink.noMail')} <Link to={PATHS.forgotPassword}>{t('titles.forgotPassword')}</Link>
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="info" title={t('signInLink.offerTitle')}>
      <p>{t('signInLink.offer')}</p>
      <ProblemNotice error={ask.error} />
      <div className="actions">
        <Button pending={ask.isPending} onClick={() => ask.mutate()}>
          {t('signInLink.send')}
        </Button>
      </div>
    </Notice>
  );
}
