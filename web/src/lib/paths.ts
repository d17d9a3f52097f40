/** Every address of the site. Routes and links are both built from here. */
export const PATHS = {
  home: '/',
  registerPassport: '/register',
  verifyEmail: '/verify-email',
  signIn: '/sign-in',
  signInLink: '/sign-in-link',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  findAccount: '/find-account',
  profile: '/profile',
  signIns: '/profile/sign-ins',
  agreement: '/agreement',
  eligibilityQuery: '/eligibility-query',
  eligibility: '/eligibility',
  review: '/review',
  registration: '/registration',
  subjects: '/registration/subjects/$mode',
  transcripts: '/registration/transcripts',
  payment: '/registration/payment/$mode',
  orders: '/registration/orders',
  order: '/registration/orders/$orderNo',
  timeline: '/registration/timeline',
  quickPrint: '/quick-print',
  terms: '/terms',
  privacy: '/privacy',
} as const;

const LINK_PATHS: ReadonlySet<string> = new Set([PATHS.verifyEmail, PATHS.signInLink, PATHS.resetPassword]);

/** Tells whether a page is one that mailed links lead to: it is the link's, whoever is signed in. */
export function isLinkPage(pathname: string): boolean {
  return LINK_PATHS.has(pathname.replace(/\/+$/, ''));
}

/** Gives the page to go to after signing in: the path if it is one of this site and no mailed link's, else the home page. */
export function safeReturnPath(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])/.test(path)) return PATHS.home;
  return isLinkPage(path.split(/[?#]/)[0] ?? '') ? PATHS.home : path;
}

/** The staff area, and the pages of it that are open to whoever is not signed in: mailed links lead there. */
export const STAFF_PATH = '/staff';
/** What people type who look for the sign-in: it is on every page of the console. */
export const STAFF_SIGN_IN_PATH = '/staff/sign-in';
export const STAFF_OPEN_PATHS = {
  signInLink: '/staff/sign-in-link',
  forgotPassword: '/staff/forgot-password',
  setPassword: '/staff/set-password',
  verifyEmail: '/staff/verify-email',
} as const;

const STAFF_OPEN: ReadonlySet<string> = new Set(Object.values(STAFF_OPEN_PATHS));

/** Tells whether a page of the staff area is open to whoever is not signed in. */
export function isOpenStaffPage(pathname: string): boolean {
  return STAFF_OPEN.has(pathname.replace(/\/+$/, ''));
}
