import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import type { Me } from '../../lib/api-types.ts';
import { answer, client } from '../../lib/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Status } from '../../ui/Status.tsx';

/** Whose passport this is, to be checked before anything is done with it. */
export function PassportCard({ me }: { me: Me }) {
  const { t, pick } = useWords();
  return (
    <Card title={t('passport.title')}>
      <p>{t('passport.checkYourself')}</p>
      <Facts
        items={[
          [t('passport.name'), me.name],
          [t('passport.idType'), t(`idTypes.${me.idType}`)],
          [t('passport.idNumber'), me.idNumber],
          [
            t('passport.email'),
            <span className="row" key="email">
              {me.email}
              <Status tone={me.emailVerified ? 'good' : 'caution'}>
                {t(me.emailVerified ? 'passport.verified' : 'passport.unverified')}
              </Status>
            </span>,
          ],
          [t('passport.mobile'), me.mobile],
          [t('eligibility.province'), me.province ? `(${me.province.code})${pick(me.province.name)}` : '—'],
          [t('passport.id'), <code key="id">{me.passportId}</code>],
        ]}
      />
      {!me.emailVerified && <UnverifiedEmail />}
    </Card>
  );
}

function UnverifiedEmail() {
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
