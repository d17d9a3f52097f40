import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import type { Me } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Faq } from './Faq.tsx';
import { News } from './News.tsx';
import { PassportCard } from './PassportCard.tsx';
import { StepsCard } from './StepsCard.tsx';

/** The home page until the first exam session opens: it says so, what registration is, and what can be done already. */
export function HomeBeforeSessions({ me }: { me: Me | null }) {
  const { t } = useWords();
  return (
    <div className="page">
      <div className="card welcome">
        <div className="welcome-text">
          <PageHead title={t('home.title')}>
            <p className="muted">{t('home.lead')}</p>
          </PageHead>
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
        </div>
        {!me && (
          <ul className="welcome-more">
            <li>
              <Link to={PATHS.findAccount}>
                <Icon name="person" />
                <strong>{t('titles.findAccount')}</strong>
                <span className="muted small">{t('home.findAccountHint')}</span>
              </Link>
            </li>
          </ul>
        )}
      </div>
      {me && <PassportCard me={me} />}
      <News scope={me?.province?.code ?? '*'} />
      <StepsCard />
      <Faq />
    </div>
  );
}
