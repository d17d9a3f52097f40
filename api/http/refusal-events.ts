import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { linkHolder, type MailedLinkKind } from '../../db/passport/link-holder.ts';
import { signInHolder } from '../../db/passport/sign-ins.ts';
import { shownToken } from '../../db/tokens.ts';
import { type Actor, candidateActor, gatewayActor, staffActor, VISITOR } from '../../domain/actor.ts';
import { ownAccount, type SecurityEvent, type SecurityEventKind } from '../../domain/security.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import type { ErrorCode } from './error-codes.ts';
import { type ApiError, ERRORS } from './errors.ts';
import { isNotice } from './middleware/same-origin.ts';
import { sessionCookie } from './session-cookie.ts';

/** Refusals of mailed links that do nothing: tried, used before, or too late; with what the link was to do. */
const MAILED_LINKS: Partial<Record<ErrorCode, MailedLinkKind>> = {
  LINK_INVALID: 'emailVerification',
  LINK_USED: 'emailVerification',
  LINK_EXPIRED: 'emailVerification',
  ALREADY_VERIFIED: 'emailVerification',
  RESET_LINK_INVALID: 'passwordReset',
  RESET_LINK_USED: 'passwordReset',
  RESET_LINK_EXPIRED: 'passwordReset',
  SIGN_IN_LINK_INVALID: 'signIn',
  SIGN_IN_LINK_USED: 'signIn',
  SIGN_IN_LINK_EXPIRED: 'signIn',
  STAFF_LINK_INVALID: 'staff',
  STAFF_LINK_USED: 'staff',
  STAFF_LINK_EXPIRED: 'staff',
};
const PRINT_LINKS = [
  'QUICK_PRINT_LINK_INVALID',
  'QUICK_PRINT_LINK_OVER',
] as const satisfies readonly ErrorCode[];

const KINDS: Partial<Record<ErrorCode, SecurityEventKind>> = {
  WRONG_CREDENTIALS: 'signInFailed',
  STAFF_CREDENTIALS_WRONG: 'signInFailed',
  PASSWORD_WRONG: 'passwordWrong',
  QUICK_PRINT_NOT_FOUND: 'proofWrong',
  ACCOUNT_NOT_FOUND: 'proofWrong',
  RESET_IDENTITY_WRONG: 'proofWrong',
  CODE_WRONG: 'proofWrong',
  SECOND_FACTOR_WRONG: 'proofWrong',
  FOREIGN_ORIGIN: 'originRefused',
  ACTING_FOR_ANOTHER: 'rightsRefused',
  ...Object.fromEntries(
    [...Object.keys(MAILED_LINKS), ...PRINT_LINKS].map((code) => [code, 'linkRefused' as const]),
  ),
};

/** Finds the pattern of the route that a request was meant for, never its address with ids and queries. */
export function routePattern(c: Context<ApiEnv>): string {
  return matchedRoutes(c).findLast((matched) => matched.method !== 'ALL')?.path ?? '*';
}

/** Builds an event of the request at hand. */
export function securityEvent(
  c: Context<ApiEnv>,
  about: { event: SecurityEventKind; actor: Actor; account?: string | undefined; reason: string },
): SecurityEvent {
  const { event, actor, account = ownAccount(actor), reason } = about;
  const route = `${c.req.method} ${routePattern(c)}`;
  return { event, actor, account, reason, route, address: c.var.clientAddress };
}

/** Notes the refusals that the security log is about: of sign-ins, rights, origins and payment notices. */
export function noteRefusals(deps: ApiDependencies) {
  const cookies = {
    candidate: sessionCookie('candidate', deps),
    staff: sessionCookie('staff', deps),
  };

  /** Finds who is signed in where a route, or the middleware that refused, does not ask for it. */
  async function holderOf(c: Context<ApiEnv>): Promise<Actor> {
    const [staff, candidate] = [cookies.staff.read(c), cookies.candidate.read(c)];
    const now = deps.clock.now();
    const account = staff ? await signInHolder(deps.db, 'staff', staff, now) : null;
    if (account !== null) return staffActor(account);
    const passportId = candidate ? await signInHolder(deps.db, 'candidate', candidate, now) : null;
    return passportId === null ? VISITOR : candidateActor(passportId);
  }

  /**
   * Finds who was refused, and the account it is about if nothing else says: their own, unless they asked where nobody has
   * to be signed in, as with a mailed link, or by signing in once more.
   */
  async function refusedBy(
    c: Context<ApiEnv>,
    event: SecurityEventKind,
    { limit }: ApiError,
  ): Promise<{ actor: Actor; account?: string }> {
    if (event === 'noticeRefused') return { actor: noticeActor(c, deps) };
    if (c.var.staff) return { actor: staffActor(c.var.staff.account) };
    if (c.var.candidate) return { actor: candidateActor(c.var.candidate.passportId) };
    // Whoever is turned away in a rush costs no look at the database.
    if (event === 'lockedOut' && limit === undefined) return { actor: VISITOR };
    // A database that is away must not turn a refusal into a failure.
    const actor = await holderOf(c).catch((): Actor => VISITOR);
    return event === 'originRefused' ? { actor } : { actor, account: '' };
  }

  /** Finds whose the mailed link is or was that a refused request has shown. */
  async function linkOwner(c: Context<ApiEnv>, code: ErrorCode): Promise<Actor | undefined> {
    const kind = MAILED_LINKS[code];
    if (!kind) return undefined;
    const shown = c.req.param('token') ?? ((await c.req.json()) as { token?: unknown }).token;
    if (typeof shown !== 'string') return undefined;
    return (await linkHolder(deps.db, kind, shownToken(deps.vault, shown))) ?? undefined;
  }

  return async (c: Context<ApiEnv>, refusal: ApiError): Promise<void> => {
    const event = kindOf(c, refusal);
    if (event === null) return;
    const reason = event === 'lockedOut' ? (refusal.limit ?? refusal.code) : refusal.code;
    const by = await refusedBy(c, event, refusal);
    // Neither a database that is away nor a body that is none must turn a refusal into a failure.
    const aimedAt = c.var.aimedAt ?? (await linkOwner(c, refusal.code).catch(() => undefined));
    deps.securityLog.note(securityEvent(c, { ...by, event, account: aimedAt ?? by.account, reason }));
  };
}

function kindOf(c: Context<ApiEnv>, { code, isDenied }: ApiError): SecurityEventKind | null {
  const { status } = ERRORS[code];
  if (isNotice(c.req.path)) return status < 500 ? 'noticeRefused' : null;
  if (status === 429) return 'lockedOut';
  return KINDS[code] ?? (status === 403 || isDenied ? 'rightsRefused' : null);
}

function noticeActor(c: Context<ApiEnv>, { gateways }: ApiDependencies): Actor {
  const name = c.req.path.split('/').at(-2) ?? '';
  return Object.hasOwn(gateways, name) ? gatewayActor(name) : VISITOR;
}
