import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type ShownToken, shownToken, tokenOf } from '../../db/tokens.ts';
import type { Vault } from '../../db/vault.ts';
import { candidateActor, staffActor } from '../../domain/actor.ts';
import type { ApiEnv } from '../context.ts';

export type SignInKind = 'candidate' | 'staff';

/** The cookie that carries the token of a sign-in. */
export interface SessionCookie {
  /** Hands out the token of a new sign-in. @param holderId the passport, or the account of staff */
  set(c: Context<ApiEnv>, token: string, holderId: string): void;
  read(c: Context<ApiEnv>): ShownToken | undefined;
  clear(c: Context<ApiEnv>): void;
}

/** Builds the name that browsers send, with any prefix. */
export function sessionCookieName(kind: SignInKind, publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}${bareNameOf(kind)}`;
}

function bareNameOf(kind: SignInKind): string {
  return kind === 'candidate' ? 'session' : 'staff-session';
}

/**
 * Creates a session cookie. Over https the `__Host-` prefix binds it to this very host; plain http is for a developer's
 * machine. SameSite=Lax: links from mails and the gateway's return keep the sign-in, foreign forms do not.
 */
export function sessionCookie(
  kind: SignInKind,
  { settings: { publicUrl }, vault }: { settings: { publicUrl: string }; vault: Vault },
): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const bareName = bareNameOf(kind);
  const actorOf = kind === 'candidate' ? candidateActor : staffActor;
  const prefix = secure ? ('host' as const) : undefined;
  return {
    set: (c, token, holderId) => {
      const bound = tokenOf(vault, token, actorOf(holderId));
      setCookie(c, bareName, bound, { prefix, secure, httpOnly: true, sameSite: 'Lax', path: '/' });
    },
    read: (c) => {
      const shown = getCookie(c, bareName, prefix);
      return shown ? shownToken(vault, shown) : undefined;
    },
    clear: (c) => {
      deleteCookie(c, bareName, { prefix, secure, httpOnly: true, sameSite: 'Lax', path: '/' });
    },
  };
}
