/** Every address of the site. Routes and links are both built from here. */
export const PATHS = {
  home: '/',
  registerPassport: '/register',
  verifyEmail: '/verify-email',
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  findAccount: '/find-account',
  profile: '/profile',
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

/** Tells whether a path lies in the staff area, which is an application of its own. */
export function isStaffPath(path: string): boolean {
  return path === '/staff' || path.startsWith('/staff/');
}
