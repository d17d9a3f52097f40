import { useWords } from '../../../i18n/index.ts';
import type { Me } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Faq } from './Faq.tsx';
import { News } from './News.tsx';
import { PassportCard } from './PassportCard.tsx';
import { StepsCard } from './StepsCard.tsx';
import { FindAccountItem, WelcomeCard } from './WelcomeCard.tsx';

/** The home page until the first exam session opens: it says so, what registration is, and what can be done already. */
export function HomeBeforeSessions({ me }: { me: Me | null }) {
  const { t } = useWords();
  return (
    <div className="page">
      <WelcomeCard more={!me && <FindAccountItem />}>
        <Notice tone="info" title={t('home.beforeSessions.title')}>
          <p>{t(me ? 'home.beforeSessions.signedIn' : 'home.beforeSessions.text')}</p>
        </Notice>
        {!me && (
          <div className="actions">
            <LinkButton look="main" to={PATHS.registerPassport}>
              {t('titles.registerPassport')}
            </LinkButton>
            <LinkButton to={PATHS.signIn}>{t('header.signIn')}</LinkButton>
          </div>
        )}
      </WelcomeCard>
      {me && <PassportCard me={me} />}
      <News scope={me?.province?.code ?? '*'} />
      <StepsCard />
      <Faq />
    </div>
  );
}
