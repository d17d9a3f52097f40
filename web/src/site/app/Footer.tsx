import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';

export function Footer() {
  const { t } = useWords();
  return (
    <footer className="footer no-print">
      <div className="column footer-inner">
        <p>{t('footer.who')}</p>
        <nav className="row" aria-label={t('footer.links')}>
          <Link to={PATHS.terms}>{t('titles.terms')}</Link>
          <Link to={PATHS.privacy}>{t('titles.privacy')}</Link>
        </nav>
      </div>
    </footer>
  );
}
