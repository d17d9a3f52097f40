import { useMutation, useQuery } from '@tanstack/react-query';
import { lazyRouteComponent, Outlet, useLocation } from '@tanstack/react-router';
import { type ComponentType, Suspense, useCallback, useLayoutEffect } from 'react';
import { client } from '../../lib/client.ts';
import { loadPage } from '../../lib/load-page.ts';
import { disownTab, leaveFor, wasLoadedAnew } from '../../lib/page-owner.ts';
import { STAFF_OPEN_PATHS, STAFF_PATH } from '../../lib/paths.ts';
import { useFocusAfterNavigation } from '../../lib/use-focus-after-navigation.ts';
import { FrameName } from '../../ui/frame-name.ts';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ProblemWay } from '../../ui/problem-way.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useConsoleWords } from '../lib/console-words.ts';
import { pageAt, pagesOf } from '../lib/pages.ts';
import { type StaffMe, staffMeQuery } from '../lib/queries.ts';
import { staffSignIn } from '../lib/staff-sign-in.ts';
import { onceNothingIsLost } from '../lib/unsaved-forms.ts';
import { useStaffWords } from '../lib/words.ts';
import { Navigation } from './Navigation.tsx';
import { NoSuchPage } from './NoSuchPage.tsx';
import { SetUpFirst } from './SetUpFirst.tsx';
import { StaffSignIn } from './StaffSignIn.tsx';

/** The pages that mailed links lead to. They show themselves to whoever opens them, signed in or not. */
const OPEN_PAGES: Record<string, ComponentType> = {
  [STAFF_OPEN_PATHS.signInLink]: lazyRouteComponent(
    () => loadPage(() => import('./StaffSignInLink.tsx')),
    'StaffSignInLink',
  ),
  [STAFF_OPEN_PATHS.forgotPassword]: lazyRouteComponent(
    () => loadPage(() => import('./StaffForgotPassword.tsx')),
    'StaffForgotPassword',
  ),
  [STAFF_OPEN_PATHS.setPassword]: lazyRouteComponent(
    () => loadPage(() => import('./StaffPasswordLink.tsx')),
    'StaffPasswordLink',
  ),
  [STAFF_OPEN_PATHS.verifyEmail]: lazyRouteComponent(
    () => loadPage(() => import('./StaffEmailLink.tsx')),
    'StaffEmailLink',
  ),
};

/** Loaded when it is needed: most visits never do. */
const SignInSteps = lazyRouteComponent(() => loadPage(() => import('./SignInSteps.tsx')), 'SignInSteps');

/** The frame of the console: who is signed in, what they may open, and the page. */
export function Console() {
  const words = useStaffWords();
  const frame = useConsoleWords();
  const me = useQuery(staffMeQuery);
  // An address is typed with or without a slash at its end.
  const pathname = useLocation().pathname.replace(/\/+$/, '');
  const OpenPage = OPEN_PAGES[pathname];
  const signOut = useMutation({
    mutationFn: async () => void (await client.api.staff.sessions.$delete()),
    onSuccess: () => {
      staffSignIn.clear();
      disownTab();
      return leaveFor(STAFF_PATH);
    },
  });
  const pages = me.data ? pagesOf(me.data.role) : [];
  const shown = pageAt(pages, pathname);
  usePageChange(me.data === null ? words.signInTitle : shown ? frame.pages[shown.name] : '');

  return (
    <FrameName.Provider value={frame.name}>
      <div className="shell">
        <a className="skip-link" href="#main">
          {frame.skip}
        </a>
        <header className="header">
          <div className="header-inner console-header">
            <span className="header-brand">
              <span className="header-name">{frame.name}</span>
            </span>
            <div className="header-tools no-print">
              {me.data && (
                <span className="header-person">
                  {me.data.account} ({frame.roles[me.data.role]}, {frame.scope(me.data.scope)})
                </span>
              )}
              <LanguageSwitch />
              {me.data && (
                <button
                  className="header-button"
                  type="button"
                  onClick={() => onceNothingIsLost(signOut.mutate)}
                >
                  {words.signOut}
                </button>
              )}
            </div>
          </div>
        </header>
        <div className="console">
          {me.data?.next === null && !OpenPage && <Navigation pages={pages} />}
          <main className="column staff-column" id="main">
            <ProblemNotice error={me.error ?? signOut.error} />
            {me.isPending && <Skeleton />}
            {me.data && wasLoadedAnew() && (
              <div className="above-page">
                <Notice tone="caution" live="status">
                  <p>{words.loadedAnew(me.data.account)}</p>
                </Notice>
              </div>
            )}
            {me.data === null && !OpenPage && <StaffSignIn />}
            {me.data !== undefined && OpenPage && (
              <Suspense fallback={<Skeleton />}>
                <OpenPage />
              </Suspense>
            )}
            {me.data && !OpenPage && (
              <Inside me={me.data} allowed={shown !== undefined || pathname === STAFF_PATH} />
            )}
          </main>
        </div>
      </div>
    </FrameName.Provider>
  );
}

/** What somebody signed in sees: the next step of their sign-in, or the page. */
function Inside({ me, allowed }: { me: StaffMe; allowed: boolean }) {
  const setUpFirst = useCallback((code: string) => <SetUpFirst code={code} me={me} />, [me]);
  if (me.next !== null)
    return (
      <Suspense fallback={<Skeleton />}>
        <SignInSteps step={me.next} />
      </Suspense>
    );
  return (
    <ProblemWay.Provider value={setUpFirst}>{allowed ? <Outlet /> : <NoSuchPage />}</ProblemWay.Provider>
  );
}

/** Names the tab until the page's heading does, and moves the focus to the heading after a navigation. */
function usePageChange(title: string): void {
  const frame = useConsoleWords();
  useLayoutEffect(() => {
    document.title = title === '' ? frame.name : `${title} - ${frame.name}`;
  }, [title, frame]);
  useFocusAfterNavigation();
}
