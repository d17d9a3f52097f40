import { may, type Permission, type StaffRole } from '../../../../domain/staff/permissions.ts';

interface StaffPage {
  /** A part that begins with `$` stands for any one. */
  path: string;
  /** Any of these is needed to see it. */
  permissions: readonly Permission[];
  /** The page that leads to it, for those that the navigation does not name. */
  inside?: string | null;
}

/** Every page of the console, in the order of its navigation, with the right without which it is not shown. */
export const STAFF_PAGES = {
  reviews: { path: '/staff/reviews', permissions: ['reviews.decide'] },
  inbox: { path: '/staff/inbox', permissions: ['rebinds.read', 'capacity.change', 'batches.read'] },
  claims: { path: '/staff/claims', permissions: ['rebinds.submit'] },
  exceptions: { path: '/staff/exceptions', permissions: ['payments.handleExceptions'] },
  dashboard: { path: '/staff/dashboard', permissions: ['dashboard.read'] },
  photos: { path: '/staff/photos', permissions: ['rolls.read'] },
  unpaid: { path: '/staff/unpaid', permissions: ['unpaid.read'] },
  payments: { path: '/staff/payment-statistics', permissions: ['unpaid.read'] },
  messages: { path: '/staff/messages', permissions: ['messages.send'] },
  people: { path: '/staff/people', permissions: ['rolls.read'] },
  candidates: { path: '/staff/candidates', permissions: ['candidates.read'] },
  candidate: {
    path: '/staff/candidates/$candidate',
    permissions: ['candidates.read'],
    inside: 'candidates',
  },
  passports: { path: '/staff/passports', permissions: ['candidates.read'] },
  proofLists: { path: '/staff/proof-lists', permissions: ['rolls.read'] },
  places: { path: '/staff/places', permissions: ['places.read'] },
  subjects: { path: '/staff/subjects', permissions: ['settings.read'] },
  examSessions: { path: '/staff/exam-sessions', permissions: ['settings.read'] },
  examSession: {
    path: '/staff/exam-sessions/$examSession',
    permissions: ['settings.read'],
    inside: 'examSessions',
  },
  examSessionWindows: {
    path: '/staff/exam-sessions/$examSession/windows',
    permissions: ['settings.read'],
    inside: 'examSessions',
  },
  examSessionOfferings: {
    path: '/staff/exam-sessions/$examSession/offerings',
    permissions: ['settings.read'],
    inside: 'examSessions',
  },
  lateLists: { path: '/staff/late-lists', permissions: ['lateLists.change'] },
  batches: { path: '/staff/batches', permissions: ['batches.read'] },
  batch: { path: '/staff/batches/$batch', permissions: ['batches.read'], inside: 'batches' },
  notices: { path: '/staff/notices', permissions: ['notices.change'] },
  texts: { path: '/staff/texts', permissions: ['settings.read'] },
  accounts: { path: '/staff/accounts', permissions: ['accounts.keep'] },
  audit: { path: '/staff/audit', permissions: ['audit.read'] },
  securityLog: { path: '/staff/security-log', permissions: ['security.read'] },
  exports: { path: '/staff/exports', permissions: ['staff.self'] },
  handbook: { path: '/staff/handbook', permissions: ['staff.self'] },
  rights: { path: '/staff/rights', permissions: ['staff.self'] },
  examples: { path: '/staff/examples', permissions: ['catalogue.change'], inside: 'rights' },
  security: { path: '/staff/security', permissions: ['staff.self'] },
} as const satisfies Record<string, StaffPage>;

export type StaffPageName = keyof typeof STAFF_PAGES;

export interface ShownPage {
  name: StaffPageName;
  path: string;
  inside: StaffPageName | null;
}

/** Lists the pages that a role may see. */
export function pagesOf(role: StaffRole): ShownPage[] {
  return (Object.keys(STAFF_PAGES) as StaffPageName[])
    .filter((name) => STAFF_PAGES[name].permissions.some((permission) => may(role, permission)))
    .map((name) => {
      const { path, inside = null }: StaffPage = STAFF_PAGES[name];
      return { name, path, inside: inside as StaffPageName | null };
    });
}

/** Finds the page whose path a longer one begins with. */
export function pageAround(pages: readonly ShownPage[], pathname: string): ShownPage | undefined {
  return pages.find(({ path }) => pathname.startsWith(`${path}/`));
}

/** Finds the page that has a path. */
export function pageAt(pages: readonly ShownPage[], pathname: string): ShownPage | undefined {
  const parts = pathname.split('/');
  return pages.find(({ path }) => {
    const wanted = path.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part === parts[index] || (part.startsWith('$') && parts[index] !== ''))
    );
  });
}
