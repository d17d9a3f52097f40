import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  redirect,
} from '@tanstack/react-router';
import type { Mode } from '../../lib/api-types.ts';
import { PATHS } from '../../lib/paths.ts';
import { hasCode } from '../../lib/problem.ts';
import {
  agreementsQuery,
  chosenExamSessionQuery,
  eligibilityQuery,
  examSessionsQuery,
  meQuery,
  noticesQuery,
  ordersQuery,
  registrationQuery,
  reviewQuery,
  subjectsQuery,
  timelineQuery,
} from '../lib/queries.ts';
import { SEARCH_PARAMS } from '../lib/search-params.ts';
import { takeSessionOfOrder } from '../lib/session-of-order.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { lazyPage } from './lazy-page.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { Shell } from './Shell.tsx';
import './static-data.ts';

/** The greatest age of the texts that are shown to be accepted. */
const FRESH_MS = 5000;

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Shell });

/** Loads what every page needs: the exam session of the visit, if there is one yet, and who is signed in. */
const siteRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'site',
  beforeLoad: async ({ context: { queryClient } }) => {
    const [examSession, me] = await Promise.all([
      queryClient.fetchQuery(chosenExamSessionQuery),
      queryClient.ensureQueryData(meQuery),
      queryClient.ensureQueryData(examSessionsQuery),
    ]);
    return { examSession, me };
  },
});

/** Pages for signed-in candidates; anybody else is sent to sign in and comes back. */
const candidateRoute = createRoute({
  getParentRoute: () => siteRoute,
  id: 'candidate',
  beforeLoad: ({ context, location }) => {
    if (!context.me) throw redirect({ to: PATHS.signIn, search: { next: location.href } });
  },
});

/** Pages of an exam session; until the first one opens, the home page says so in their place. */
const inSessionRoute = createRoute({
  getParentRoute: () => candidateRoute,
  id: 'inSession',
  beforeLoad: ({ context: { examSession } }) => ({ examSession: requireSession(examSession) }),
});

/** Pages that come after the agreement. */
const agreedRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  id: 'agreed',
  beforeLoad: async ({ context: { queryClient, examSession }, location }) => {
    const { acceptedAt } = await queryClient.ensureQueryData(agreementsQuery(examSession));
    if (!acceptedAt) throw redirect({ to: PATHS.agreement, search: { next: location.href } });
  },
});

/**
 * Pages of a registration; candidates without one go to the home page. Somebody who comes back from the gateway when
 * the registration is already deleted has paid too late, and is shown what becomes of the money.
 */
const registeredRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  id: 'registered',
  validateSearch: paidOrder,
  beforeLoad: async ({ context: { queryClient, examSession }, search: { paid }, location }) => {
    const registration = await queryClient.ensureQueryData(registrationQuery(examSession));
    const isOfAnother = paid && !registration?.orders.some(({ orderNo }) => orderNo === paid);
    if (isOfAnother && (await takeSessionOfOrder(queryClient, examSession, paid)))
      throw redirect({ href: location.href, replace: true });
    if (registration) return;
    throw paid ? redirect({ to: PATHS.order, params: { orderNo: paid } }) : redirect({ to: PATHS.home });
  },
});

const homeRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.home,
  component: lazyPage(() => import('../features/home/HomePage.tsx'), 'HomePage'),
  loader: async ({ context: { queryClient, examSession, me } }) => {
    const notices = noticesQuery(me?.province?.code ?? '*');
    // Whose they are is known only now: what comes next does not wait for them.
    if (me) void queryClient.prefetchQuery(notices);
    await Promise.all([
      !me && queryClient.prefetchQuery(notices),
      me && examSession && queryClient.ensureQueryData(registrationQuery(examSession)),
      me && examSession && queryClient.ensureQueryData(agreementsQuery(examSession)),
    ]);
  },
});

const registerPassportRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.registerPassport,
  staticData: { title: 'registerPassport' },
  component: lazyPage(() => import('../features/passport/RegisterPage.tsx'), 'RegisterPage'),
});

const verifyEmailRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.verifyEmail,
  staticData: { title: 'verifyEmail' },
  validateSearch: (search): { token?: string } =>
    typeof search.token === 'string' ? { token: search.token } : {},
  component: lazyPage(() => import('../features/passport/VerifyEmailPage.tsx'), 'VerifyEmailPage'),
});

const quickPrintRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.quickPrint,
  staticData: { title: 'quickPrint' },
  beforeLoad: ({ context: { examSession } }) => ({ examSession: requireSession(examSession) }),
  component: lazyPage(() => import('../features/tickets/QuickPrintPage.tsx'), 'QuickPrintPage'),
});

const signInRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.signIn,
  staticData: { title: 'signIn' },
  validateSearch: (search): { next?: string; ended?: boolean } => ({
    ...(typeof search.next === 'string' && { next: search.next }),
    ...(String(search.ended) === 'true' && { ended: true }),
  }),
  component: lazyPage(() => import('../features/sign-in/SignInPage.tsx'), 'SignInPage'),
});

const signInLinkRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.signInLink,
  staticData: { title: 'signInLink' },
  validateSearch: (search): { token?: string } =>
    typeof search.token === 'string' ? { token: search.token } : {},
  component: lazyPage(() => import('../features/sign-in/SignInLinkPage.tsx'), 'SignInLinkPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.forgotPassword,
  staticData: { title: 'forgotPassword' },
  component: lazyPage(() => import('../features/passport/ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.resetPassword,
  staticData: { title: 'resetPassword' },
  validateSearch: (search): { token?: string } =>
    typeof search.token === 'string' ? { token: search.token } : {},
  component: lazyPage(() => import('../features/passport/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
});

const findAccountRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.findAccount,
  staticData: { title: 'findAccount' },
  component: lazyPage(() => import('../features/passport/FindAccountPage.tsx'), 'FindAccountPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => candidateRoute,
  path: PATHS.profile,
  staticData: { title: 'profile' },
  component: lazyPage(() => import('../features/profile/ProfilePage.tsx'), 'ProfilePage'),
});

const signInsRoute = createRoute({
  getParentRoute: () => candidateRoute,
  path: PATHS.signIns,
  staticData: { title: 'signIns' },
  component: lazyPage(() => import('../features/profile/SignInsPage.tsx'), 'SignInsPage'),
});

const termsRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.terms,
  staticData: { title: 'terms' },
  component: lazyPage(() => import('../features/legal/LegalPage.tsx'), 'TermsPage'),
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(agreementsQuery(examSession)),
});

const privacyRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: PATHS.privacy,
  staticData: { title: 'privacy' },
  component: lazyPage(() => import('../features/legal/LegalPage.tsx'), 'PrivacyPage'),
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(agreementsQuery(examSession)),
});

const agreementRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  path: PATHS.agreement,
  staticData: { title: 'agreement', step: 'agreement' },
  validateSearch: (search): { next?: string } =>
    typeof search.next === 'string' ? { next: search.next } : {},
  component: lazyPage(() => import('../features/agreement/AgreementPage.tsx'), 'AgreementPage'),
  // Whoever is led here by a refusal is shown the version in force, not the one they know.
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.fetchQuery({ ...agreementsQuery(examSession), staleTime: FRESH_MS }),
});

const eligibilityQueryRoute = createRoute({
  getParentRoute: () => agreedRoute,
  path: PATHS.eligibilityQuery,
  staticData: { title: 'eligibilityQuery', step: 'eligibilityQuery' },
  component: lazyPage(
    () => import('../features/eligibility/EligibilityQueryPage.tsx'),
    'EligibilityQueryPage',
  ),
});

const eligibilityRoute = createRoute({
  getParentRoute: () => agreedRoute,
  path: PATHS.eligibility,
  staticData: { title: 'eligibility', step: 'eligibilityConfirmed' },
  validateSearch: (search): { candidate?: string } =>
    typeof search.candidate === 'string' ? { candidate: search.candidate } : {},
  component: lazyPage(() => import('../features/eligibility/EligibilityPage.tsx'), 'EligibilityPage'),
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(eligibilityQuery(examSession)),
});

const reviewRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  path: PATHS.review,
  staticData: { title: 'review' },
  validateSearch: (search): { candidate?: string } =>
    typeof search.candidate === 'string' ? { candidate: search.candidate } : {},
  loaderDeps: ({ search: { candidate } }) => ({ candidate }),
  component: lazyPage(() => import('../features/review/ReviewPage.tsx'), 'ReviewPage'),
  // What was asked for is read without a new agreement; whoever has accepted none yet is sent to it.
  loader: async ({ context: { queryClient, examSession }, deps: { candidate }, location }) => {
    try {
      return await queryClient.ensureQueryData(reviewQuery(examSession, candidate));
    } catch (error) {
      if (!hasCode(error, 'AGREEMENT_REQUIRED')) throw error;
      throw redirect({ to: PATHS.agreement, search: { next: location.href } });
    }
  },
});

const registrationRoute = createRoute({
  getParentRoute: () => registeredRoute,
  path: PATHS.registration,
  staticData: { title: 'registration' },
  component: lazyPage(() => import('../features/registration/RegistrationPage.tsx'), 'RegistrationPage'),
});

const subjectsRoute = createRoute({
  getParentRoute: () => registeredRoute,
  path: PATHS.subjects,
  staticData: {
    title: { written: 'writtenSubjects', oral: 'oralSubjects' },
    step: { written: 'writtenSelected', oral: 'oralSelected' },
  },
  params: { parse: ({ mode }) => ({ mode: knownMode(mode) }) },
  validateSearch: (search): { campus?: string } =>
    /^\d{6}$/.test(String(search.campus)) ? { campus: String(search.campus) } : {},
  loaderDeps: ({ search: { campus } }) => ({ campus }),
  component: lazyPage(() => import('../features/subjects/SubjectsPage.tsx'), 'SubjectsPage'),
  loader: async ({ context: { queryClient, examSession }, params: { mode }, deps: { campus } }) => {
    await queryClient.ensureQueryData(subjectsQuery(examSession, mode, campus));
  },
});

const transcriptsRoute = createRoute({
  getParentRoute: () => registeredRoute,
  path: PATHS.transcripts,
  staticData: { title: 'transcripts', step: 'writtenPaid' },
  validateSearch: (search): { pay?: Mode } =>
    search.pay === 'written' || search.pay === 'oral' ? { pay: search.pay } : {},
  component: lazyPage(() => import('../features/transcripts/TranscriptsPage.tsx'), 'TranscriptsPage'),
});

const paymentRoute = createRoute({
  getParentRoute: () => registeredRoute,
  path: PATHS.payment,
  staticData: { title: 'payment', step: { written: 'writtenPaid', oral: 'oralPaid' } },
  params: { parse: ({ mode }) => ({ mode: knownMode(mode) }) },
  component: lazyPage(() => import('../features/payment/PaymentPage.tsx'), 'PaymentPage'),
});

const ordersRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  path: PATHS.orders,
  staticData: { title: 'orders' },
  component: lazyPage(() => import('../features/payment/OrdersPage.tsx'), 'OrdersPage'),
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(ordersQuery(examSession)),
});

const orderRoute = createRoute({
  getParentRoute: () => inSessionRoute,
  path: PATHS.order,
  staticData: { title: 'order' },
  component: lazyPage(() => import('../features/payment/OrderPage.tsx'), 'OrderPage'),
  beforeLoad: async ({ context: { queryClient, examSession }, params: { orderNo } }) => {
    if (await takeSessionOfOrder(queryClient, examSession, orderNo))
      throw redirect({ to: PATHS.order, params: { orderNo }, replace: true });
  },
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(ordersQuery(examSession)),
});

const timelineRoute = createRoute({
  getParentRoute: () => registeredRoute,
  path: PATHS.timeline,
  staticData: { title: 'timeline' },
  component: lazyPage(() => import('../features/registration/TimelinePage.tsx'), 'TimelinePage'),
  loader: ({ context: { queryClient, examSession } }) =>
    queryClient.ensureQueryData(timelineQuery(examSession)),
});

function requireSession(examSession: string | null): string {
  if (examSession === null) throw redirect({ to: PATHS.home });
  return examSession;
}

function paidOrder({ paid }: Record<string, unknown>): { paid?: string } {
  return paid ? { paid: String(paid) } : {};
}

function knownMode(mode: string): Mode {
  if (mode === 'written' || mode === 'oral') return mode;
  throw notFound();
}

const routeTree = rootRoute.addChildren([
  siteRoute.addChildren([
    homeRoute,
    registerPassportRoute,
    verifyEmailRoute,
    signInRoute,
    signInLinkRoute,
    quickPrintRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    findAccountRoute,
    termsRoute,
    privacyRoute,
    candidateRoute.addChildren([
      profileRoute,
      signInsRoute,
      inSessionRoute.addChildren([
        ordersRoute,
        orderRoute,
        agreementRoute,
        reviewRoute,
        agreedRoute.addChildren([eligibilityQueryRoute, eligibilityRoute]),
        registeredRoute.addChildren([
          registrationRoute,
          subjectsRoute,
          transcriptsRoute,
          paymentRoute,
          timelineRoute,
        ]),
      ]),
    ]),
  ]),
]);

/** Creates the router. Pages are loaded when first visited, or when a link to them is about to be followed. */
export function createSiteRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingComponent: Skeleton,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    ...SEARCH_PARAMS,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createSiteRouter>;
  }
}
