import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Vault } from '../../db/vault.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ApiEnv } from '../context.ts';
import type { SignInKind } from '../http/session-cookie.ts';
import { newToken } from '../../db/tokens.ts';

const LIFE_DAYS = 180;
/** The most accounts that one browser is known to, the latest first: a computer may be shared. */
const MAX_MARKS = 5;
const MARK = /^[\w-]{22}\.[\w-]{43}$/;

/**
 * A cookie by which a browser is known to the accounts that have signed in with it (OWASP: device cookies). It signs
 * nobody in; it only spares its owner the lock that other people's guesses bring about.
 */
export interface DeviceCookie {
  /** Finds the browser's mark for one of these accounts; null when it is a stranger to them. */
  knownTo(c: Context<ApiEnv>, accountIds: readonly string[]): string | null;
  /** Makes the browser known to an account that has just signed in. */
  remember(c: Context<ApiEnv>, accountId: string): void;
}

/** A mark is random and bound to its account by a keyed hash, so that it says nothing and nobody can make one. */
export function deviceCookie(kind: SignInKind, publicUrl: string, vault: Vault): DeviceCookie {
  const secure = publicUrl.startsWith('https:');
  const name = kind === 'candidate' ? 'device' : 'staff-device';
  const prefix = secure ? ('host' as const) : undefined;

  const seal = (nonce: string, accountId: string) =>
    vault.blindIndex('device', `${kind}/${accountId}/${nonce}`);
  const isOf = (mark: string, accountId: string) => {
    const [nonce = '', proof] = mark.split('.');
    return seal(nonce, accountId) === proof;
  };
  const marksIn = (c: Context<ApiEnv>) =>
    (getCookie(c, name, prefix) ?? '')
      .split('~')
      .slice(0, MAX_MARKS)
      .filter((mark) => MARK.test(mark));

  return {
    knownTo: (c, accountIds) =>
      marksIn(c).find((mark) => accountIds.some((accountId) => isOf(mark, accountId))) ?? null,
    remember(c, accountId) {
      const nonce = newToken();
      const others = marksIn(c).filter((mark) => !isOf(mark, accountId));
      const marks = [`${nonce}.${seal(nonce, accountId)}`, ...others].slice(0, MAX_MARKS);
      setCookie(c, name, marks.join('~'), {
        prefix,
        secure,
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: (LIFE_DAYS * DAY_MS) / 1000,
      });
    },
  };
}
