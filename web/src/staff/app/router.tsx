import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router';
import { loadPage } from '../../lib/load-page.ts';
import { STAFF_PATH, STAFF_SIGN_IN_PATH } from '../../lib/paths.ts';
import { STAFF_PAGES, type StaffPageName } from '../lib/pages.ts';
import { Console } from './Console.tsx';
import { FirstPage } from './FirstPage.tsx';
import { NoSuchPage } from './NoSuchPage.tsx';

/** The code of each page, which is loaded when the page is first opened. */
const CODE: Record<StaffPageName, RouteComponent> = {
  reviews: lazyRouteComponent(
    () => loadPage(() => import('../features/review/ReviewDesk.tsx')),
    'ReviewDesk',
  ),
  inbox: lazyRouteComponent(() => loadPage(() => import('../features/inbox/InboxPage.tsx')), 'InboxPage'),
  claims: lazyRouteComponent(() => loadPage(() => import('../features/claims/ClaimsPage.tsx')), 'ClaimsPage'),
  exceptions: lazyRouteComponent(
    () => loadPage(() => import('../features/exceptions/ExceptionsPage.tsx')),
    'ExceptionsPage',
  ),
  dashboard: lazyRouteComponent(
    () => loadPage(() => import('../features/dashboard/DashboardPage.tsx')),
    'DashboardPage',
  ),
  photos: lazyRouteComponent(() => loadPage(() => import('../features/photos/PhotosPage.tsx')), 'PhotosPage'),
  candidates: lazyRouteComponent(
    () => loadPage(() => import('../features/candidates/LookupPage.tsx')),
    'LookupPage',
  ),
  passports: lazyRouteComponent(
    () => loadPage(() => import('../features/candidates/PassportsPage.tsx')),
    'PassportsPage',
  ),
  candidate: lazyRouteComponent(
    () => loadPage(() => import('../features/candidates/CandidatePage.tsx')),
    'CandidatePage',
  ),
  proofLists: lazyRouteComponent(
    () => loadPage(() => import('../features/roll/ProofListsPage.tsx')),
    'ProofListsPage',
  ),
  people: lazyRouteComponent(() => loadPage(() => import('../features/people/PeoplePage.tsx')), 'PeoplePage'),
  unpaid: lazyRouteComponent(() => loadPage(() => import('../features/unpaid/UnpaidPage.tsx')), 'UnpaidPage'),
  payments: lazyRouteComponent(
    () => loadPage(() => import('../features/payments/PaymentsPage.tsx')),
    'PaymentsPage',
  ),
  messages: lazyRouteComponent(
    () => loadPage(() => import('../features/messages/MessagesPage.tsx')),
    'MessagesPage',
  ),
  places: lazyRouteComponent(() => loadPage(() => import('../features/places/PlacesPage.tsx')), 'PlacesPage'),
  examSessions: lazyRouteComponent(
    () => loadPage(() => import('../features/exam-sessions/ExamSessionsPage.tsx')),
    'ExamSessionsPage',
  ),
  examSession: lazyRouteComponent(
    () => loadPage(() => import('../features/exam-sessions/ExamSessionPage.tsx')),
    'ExamSessionPage',
  ),
  batches: lazyRouteComponent(
    () => loadPage(() => import('../features/batches/BatchesPage.tsx')),
    'BatchesPage',
  ),
  batch: lazyRouteComponent(() => loadPage(() => import('../features/batches/BatchPage.tsx')), 'BatchPage'),
  lateLists: lazyRouteComponent(
    () => loadPage(() => import('../features/late-lists/LateListsPage.tsx')),
    'LateListsPage',
  ),
  notices: lazyRouteComponent(
    () => loadPage(() => import('../features/notices/NoticesPage.tsx')),
    'NoticesPage',
  ),
  texts: lazyRouteComponent(() => loadPage(() => import('../features/texts/TextsPage.tsx')), 'TextsPage'),
  examSessionWindows: lazyRouteComponent(
    () => loadPage(() => import('../features/exam-sessions/WindowsPage.tsx')),
    'WindowsPage',
  ),
  examSessionOfferings: lazyRouteComponent(
    () => loadPage(() => import('../features/exam-sessions/OfferingsPage.tsx')),
    'OfferingsPage',
  ),
  subjects: lazyRouteComponent(
    () => loadPage(() => import('../features/subjects/SubjectsPage.tsx')),
    'SubjectsPage',
  ),
  accounts: lazyRouteComponent(
    () => loadPage(() => import('../features/accounts/AccountsPage.tsx')),
    'AccountsPage',
  ),
  audit: lazyRouteComponent(() => loadPage(() => import('../features/audit/AuditPage.tsx')), 'AuditPage'),
  securityLog: lazyRouteComponent(
    () => loadPage(() => import('../features/security-log/SecurityLogPage.tsx')),
    'SecurityLogPage',
  ),
  exports: lazyRouteComponent(
    () => loadPage(() => import('../features/exports/ExportsPage.tsx')),
    'ExportsPage',
  ),
  handbook: lazyRouteComponent(
    () => loadPage(() => import('../features/handbook/HandbookPage.tsx')),
    'HandbookPage',
  ),
  rights: lazyRouteComponent(() => loadPage(() => import('../features/rights/RightsPage.tsx')), 'RightsPage'),
  examples: lazyRouteComponent(
    () => loadPage(() => import('../features/examples/ExamplesPage.tsx')),
    'ExamplesPage',
  ),
  security: lazyRouteComponent(
    () => loadPage(() => import('../features/security/SecurityPage.tsx')),
    'SecurityPage',
  ),
};

const rootRoute = createRootRoute({ component: Console, notFoundComponent: NoSuchPage });
const routes = (Object.keys(STAFF_PAGES) as StaffPageName[]).map((name) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: STAFF_PAGES[name].path,
    component: CODE[name],
  }),
);
const firstRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: STAFF_PATH,
  component: FirstPage,
});

/** Leads home, where the sign-in is for whoever is not signed in. */
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: STAFF_SIGN_IN_PATH,
  beforeLoad: () => {
    throw redirect({ href: STAFF_PATH, replace: true });
  },
});

/** Creates the console's own router; the address bar holds plain text, as lists read it. */
export function createStaffRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([firstRoute, signInRoute, ...routes]),
    scrollRestoration: true,
    trailingSlash: 'preserve',
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}
