import { randomUUID } from 'node:crypto';
import { actingFor, staffActor } from '../../domain/actor.ts';
import type { Platform } from './platform.ts';
import type { Answer } from './walk.ts';

/** Mints somebody of staff with their calls under `/api/staff`; each signs in anew, as days may have passed. */
export async function mintStaff(
  platform: Pick<Platform, 'mint' | 'app' | 'publicUrl'>,
  given: Parameters<Platform['mint']['staff']>[0],
) {
  const { account } = await platform.mint.staff(given);
  return staffCalls(platform, account);
}

/** The calls of an account of staff under `/api/staff`, each with a sign-in of its own. */
export function staffCalls(platform: Pick<Platform, 'mint' | 'app' | 'publicUrl'>, account: string) {
  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<Body>> {
    const token = await platform.mint.staffSignIn(account);
    const response = await platform.app.request(`/api/staff${path}`, {
      method,
      headers: {
        Cookie: `staff-session=${token}`,
        Origin: platform.publicUrl,
        ...actingFor(staffActor(account)),
        'Idempotency-Key': key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { code: string };
    return response.ok
      ? { ok: true, body: answer as Body }
      : { ok: false, status: response.status, code: answer.code };
  }
  return { account, call };
}
