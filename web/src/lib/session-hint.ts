const KEY = 'signedIn';

/**
 * Remembers whether this browser signed in and not out again, which spares visitors a request that could only be
 * refused.
 */
export const sessionHint = {
  read: () => localStorage.getItem(KEY) === 'yes',
  set: () => localStorage.setItem(KEY, 'yes'),
  clear: () => localStorage.removeItem(KEY),
};
