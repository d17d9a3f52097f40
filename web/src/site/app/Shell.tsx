import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useWords } from '../../i18n/index.ts';
import { chosenExamSessionQuery, meQuery } from '../lib/queries.ts';
import { ProblemWay } from '../../ui/problem-way.ts';
import { WayOn } from '../ui/WayOn.tsx';
import { FrameName } from '../../ui/frame-name.ts';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { LoadedAnew } from './LoadedAnew.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { RegisteredElsewhere } from './RegisteredElsewhere.tsx';
import { usePageChange } from './use-page-change.ts';

const wayOn = (code: string) => <WayOn code={code} />;

/** The frame around every page. */
export function Shell() {
  const { t } = useWords();
  usePageChange();
  const me = useQuery(meQuery).data;
  const examSession = useQuery(chosenExamSessionQuery).data;
  return (
    <ProblemWay.Provider value={wayOn}>
      <FrameName.Provider value={t('titles.site')}>
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
            {me && <LoadedAnew me={me} />}
            {me && examSession && (
              <Suspense>
                <RegisteredElsewhere me={me} />
              </Suspense>
            )}
            <Outlet />
          </main>
          <Footer />
        </div>
      </FrameName.Provider>
    </ProblemWay.Provider>
  );
}
