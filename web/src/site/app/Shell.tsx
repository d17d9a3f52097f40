import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useWords } from '../../i18n/index.ts';
import { chosenExamSessionQuery, meQuery } from '../lib/queries.ts';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { usePageChange } from './use-page-change.ts';
import '../../ui/shell.css';

/** The frame around every page. */
export function Shell() {
  const { t } = useWords();
  usePageChange();
  const me = useQuery(meQuery).data;
  const examSession = useQuery(chosenExamSessionQuery).data;
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('common.skip')}
      </a>
      <Header />
      <OfflineBanner />
      {me && examSession && (
        <Suspense>
          <ProgressBar />
        </Suspense>
      )}
      <main className="column" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}
