import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { ApiEnv } from '../context.ts';

export type SignInKind = 'candidate' | 'staff';

/** The cookie that carries the token of a sign-in. */
export interface SessionCookie {
  /** The name that browsers send, with any prefix. */
  name: string;
  set(c: Context<ApiEnv>, token: string): void;
  read(c: Context<ApiEnv>): string | undefined;
  clear(c: Context<ApiEnv>): void;
}

/**
 * Creates a session cookie. Over https the `__Host-` prefix binds it to this very host; plain http is for a developer's
 * machine. SameSite=Lax: links from mails and the gateway's return keep the sign-in, foreign forms do not.
 */
export function sessionCookie(kind: SignInKind, publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const bareName = kind === 'candidate' ? 'session' : 'staff-session';
  const prefix = secure ? ('host' as const) : undefined;
  return {
    name: secure ? `__Host-${bareName}` : bareName,
    set: (c, token) =>
      setCookie(c, bareName, token, { prefix, secure, httpOnly: true, sameSite: 'Lax', path: '/' }),
    read: (c) => getCookie(c, bareName, prefix),
    clear: (c) => {
      deleteCookie(c, bareName, { prefix, secure, httpOnly: true, sameSite: 'Lax', path: '/' });
    },
  };
}
