import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';

interface WelcomeCardProps {
  /** Further ways on, as items of a list. */
  more?: ReactNode;
  children: ReactNode;
}

/** The head of the home page: what the site is, what to begin with, and what else one may come for. */
export function WelcomeCard({ more, children }: WelcomeCardProps) {
  const { t } = useWords();
  return (
    <div className="card welcome">
      <div className="welcome-text">
        <PageHead title={t('home.title')}>
          <p className="muted">{t('home.lead')}</p>
        </PageHead>
        {children}
      </div>
      {more && <ul className="welcome-more">{more}</ul>}
    </div>
  );
}

/** The way for those who do not know whether they have an account. */
export function FindAccountItem() {
  const { t } = useWords();
  return (
    <li>
      <Link to={PATHS.findAccount}>
        <Icon name="person" />
        <strong>{t('titles.findAccount')}</strong>
        <span className="muted small">{t('home.findAccountHint')}</span>
      </Link>
    </li>
  );
}
