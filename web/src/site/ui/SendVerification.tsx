import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import { answer, client } from '../../lib/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

/** Says that the email is not verified, and has the link mailed again. */
export function SendVerification() {
  const { t } = useWords();
  const send = useMutation({ mutationFn: () => answer(client.api.me['email-verification'].$post()) });
  return (
    <Notice tone="caution" title={t('passport.unverifiedTitle')}>
      <p>{t('passport.unverifiedText')}</p>
      <div className="actions">
        <Button pending={send.isPending} onClick={() => send.mutate()}>
          {t('passport.sendAgain')}
        </Button>
      </div>
      <div aria-live="polite">{send.isSuccess && <p>{t('passport.sentAgain')}</p>}</div>
      <ProblemNotice error={send.error} />
    </Notice>
  );
}
