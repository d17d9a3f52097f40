import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { FindAccountItem, WelcomeCard } from './WelcomeCard.tsx';

/** Offers what visitors come for: registering first; then printing a ticket, finding their account, or calling. */
export function Welcome() {
  const { t, pick } = useWords();
  const { supportPhone, supportHours } = useExamSession();
  return (
    <WelcomeCard
      more={
        <>
          <li>
            <Link to={PATHS.quickPrint}>
              <Icon name="ticket" />
              <strong>{t('titles.quickPrint')}</strong>
              <span className="muted small">{t('home.quickPrintHint')}</span>
            </Link>
          </li>
          <FindAccountItem />
          <li>
            <a href={`tel:${supportPhone}`}>
              <Icon name="phone" />
              <strong>
                {t('home.support')} <span className="unbroken">{supportPhone}</span>
              </strong>
              <span className="muted small">{pick(supportHours)}</span>
            </a>
          </li>
        </>
      }
    >
      <div className="actions">
        <LinkButton look="main" to={PATHS.signIn}>
          {t('home.signInToRegister')}
        </LinkButton>
        <LinkButton to={PATHS.registerPassport}>{t('titles.registerPassport')}</LinkButton>
      </div>
    </WelcomeCard>
  );
}
