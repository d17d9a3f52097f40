import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { RegisterForm, type RegisteredPassport } from './RegisterForm.tsx';

export function RegisterPage() {
  const { t } = useWords();
  const [registered, setRegistered] = useState<RegisteredPassport | null>(null);
  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.registerPassport')}>
        {!registered && <p className="muted">{t('register.intro')}</p>}
      </PageHead>
      {registered ? <Registered passport={registered} /> : <RegisterForm onRegistered={setRegistered} />}
    </div>
  );
}

function Registered({ passport }: { passport: RegisteredPassport }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Notice tone="good" live="status" title={t('register.doneTitle')}>
        <p>{t('register.mailSent', { email: passport.email })}</p>
        <p>{t('register.mailLimited')}</p>
        <p>{t('register.whoseNumber')}</p>
      </Notice>
      <div className="card">
        <Facts items={[[t('passport.id'), <code key="id">{passport.passportId}</code>]]} />
        <p className="muted small">{t('register.keepId')}</p>
        <div className="actions">
          <LinkButton look="main" to={PATHS.signIn}>
            {t('header.signIn')}
          </LinkButton>
        </div>
      </div>
    </div>
  );
}
