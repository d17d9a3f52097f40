import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import {
  endSignIns,
  isOthersSignIn,
  listSignIns,
  type SignIn,
  type SignInsOf,
} from '../../db/passport/sign-ins.ts';
import { UNKNOWN_NETWORK } from '../../domain/passport/masked-network.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { json, problems } from '../http/schemas.ts';
import { securityEvent } from '../http/refusal-events.ts';
import { sessionCookie, type SignInKind } from '../http/session-cookie.ts';
import { endedSignInsSchema, signInsSchema } from './schemas.ts';

/** Whose sign-ins the routes are about, candidates' or staff's. */
interface SignInOwners<Prefix extends string> {
  /** The address of who is signed in, e.g. `/me`. */
  prefix: Prefix;
  kind: SignInKind;
  guarded: { tags: string[]; security: Record<string, string[]>[]; middleware: MiddlewareHandler<ApiEnv> };
  /** Finds those of who is signed in. */
  own(c: Context<ApiEnv>): SignInsOf;
}

/** Builds the routes by which somebody sees where they are signed in, and ends that. */
export function signInListRoutes<Prefix extends string>(
  deps: ApiDependencies,
  { prefix, kind, guarded, own }: SignInOwners<Prefix>,
) {
  const { db, clock } = deps;
  const cookie = sessionCookie(kind, deps);
  /** Says from where sign-ins were ended: a thief's session that ends the owner's leaves its address. */
  const note = (c: Context<ApiEnv>, ended: number) => {
    if (ended > 0)
      deps.securityLog.note(
        securityEvent(c, { event: 'signedOut', actor: own(c).actor, reason: 'signInsEnded' }),
      );
  };
  const currentHash = (c: Context<ApiEnv>) => cookie.read(c)?.tokenHash ?? '';

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: `${prefix}/sign-ins` as const,
        summary: 'Where one is signed in, the sign-in used last first',
        responses: { 200: json(signInsSchema), ...problems },
      }),
      async (c) => {
        const signIns = await listSignIns(db, own(c), clock.now());
        return c.json({ signIns: signIns.map((one) => signInView(one, currentHash(c))) } as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'delete',
        path: `${prefix}/sign-ins` as const,
        summary: 'End all other sign-ins',
        responses: { 200: json(endedSignInsSchema), ...problems },
      }),
      async (c) => {
        const ended = await endSignIns(db, own(c), { keptTokenHash: currentHash(c) }, clock.now());
        note(c, ended);
        return c.json({ ended } as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'delete',
        path: `${prefix}/sign-ins/{id}` as const,
        summary: 'End one sign-in',
        request: { params: z.object({ id: z.uuid() }) },
        responses: { 200: json(endedSignInsSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const ended = await endSignIns(db, own(c), { id }, clock.now());
        if (ended === 0)
          throw new ApiError('SIGN_IN_OVER', { isDenied: await isOthersSignIn(db, own(c), id) });
        note(c, ended);
        return c.json({ ended } as never, 200);
      },
    );
}

/** Shows a sign-in without its token, whose hash only tells which one this is. */
function signInView(
  { id, tokenHash, system, browser, network, createdAt, lastUsedAt }: SignIn,
  currentHash: string,
): z.infer<typeof signInsSchema>['signIns'][number] {
  return {
    id,
    current: tokenHash === currentHash,
    system,
    browser,
    network: network === UNKNOWN_NETWORK ? null : network,
    signedInAt: isoInstant(createdAt),
    lastUsedAt: isoInstant(lastUsedAt),
  };
}
