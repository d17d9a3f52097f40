const PAGES = {
  examSession: '',
  examSessionWindows: '/windows',
  examSessionOfferings: '/offerings',
} as const;

/** Gives the address of a page of an exam session. */
export function sessionPath(
  page: keyof typeof PAGES,
  examSession: string,
  search: Record<string, string> = {},
): string {
  const query = new URLSearchParams(search).toString();
  return `/staff/exam-sessions/${examSession}${PAGES[page]}${query && `?${query}`}`;
}
