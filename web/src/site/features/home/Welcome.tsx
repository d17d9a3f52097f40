import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';

/** Offers what visitors come for: registering first; then printing a ticket, finding their account, or calling. */
export function Welcome() {
  const { t, pick } = useWords();
  const { supportPhone, supportHours } = useExamSession();
  return (
    <div className="card welcome">
      <div className="welcome-text">
        <PageHead title={t('home.title')}>
          <p className="muted">{t('home.lead')}</p>
        </PageHead>
        <div className="actions">
          <LinkButton look="main" to={PATHS.signIn}>
            {t('home.signInToRegister')}
          </LinkButton>
          <LinkButton to={PATHS.registerPassport}>{t('titles.registerPassport')}</LinkButton>
        </div>
      </div>
      <ul className="welcome-more">
        <li>
          <Link to={PATHS.quickPrint}>
            <Icon name="ticket" />
            <strong>{t('titles.quickPrint')}</strong>
            <span className="muted small">{t('home.quickPrintHint')}</span>
          </Link>
        </li>
        <li>
          <Link to={PATHS.findAccount}>
            <Icon name="person" />
            <strong>{t('titles.findAccount')}</strong>
            <span className="muted small">{t('home.findAccountHint')}</span>
          </Link>
        </li>
        <li>
          <a href={`tel:${supportPhone}`}>
            <Icon name="phone" />
            <strong>
              {t('home.support')} <span className="unbroken">{supportPhone}</span>
            </strong>
            <span className="muted small">{pick(supportHours)}</span>
          </a>
        </li>
      </ul>
    </div>
  );
}
