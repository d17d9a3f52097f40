const NAME = 'registered';

/**
 * Notes for the server that who is signed in here has a registration: the next page that it sends asks for it at once, not only when
 * the first answers are there. A note that is wrong by then costs a request, no more.
 * @param examSession null if there is no registration
 */
export function noteRegistered(examSession: string | null): void {
  try {
    // oxlint-disable-next-line unicorn/no-document-cookie -- the cookie store is newer than the floor
    document.cookie = `${NAME}=${examSession ?? ''}; path=/; samesite=lax${examSession ? '' : '; max-age=0'}`;
  } catch {
    // Cookies may be denied: then the page asks a moment later.
  }
}
