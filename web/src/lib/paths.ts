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

/** Gives the page to go to after signing in: the path if it is one of this site, else the home page. */
export function safeReturnPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : PATHS.home;
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
