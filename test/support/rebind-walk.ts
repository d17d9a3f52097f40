import type { z } from '@hono/zod-openapi';
import type { rebindListSchema, rebindSchema } from '../../api/rebind/schemas.ts';
import type { MintedPassport, Person } from './factories.ts';
import type { Platform } from './platform.ts';
import { mintStaff } from './staff-calls.ts';
import { accepted } from './walk.ts';

type Rebind = z.infer<typeof rebindSchema>;

/** Mints somebody of support, with the calls of their desk. */
export async function mintSupport(platform: Platform, given: Parameters<Platform['mint']['staff']>[0] = {}) {
  const { account, call } = await mintStaff(platform, { role: 'support', ...given });
  return {
    account,
    submit: (passport: { id: string; email: string }, key?: string) =>
      call<Rebind>('POST', '/rebinds', { newPassportId: passport.id, email: passport.email }, key),
    list: (query = '') => call<z.infer<typeof rebindListSchema>>('GET', `/rebinds?${query}`),
    open: (id: string) => call<Rebind>('GET', `/rebinds/${id}`),
    withdraw: (id: string) => call<Rebind>('POST', `/rebinds/${id}/withdrawal`),
    approve: (id: string) => call<Rebind>('POST', `/rebinds/${id}/decision`, { outcome: 'approve' }),
    reject: (id: string, reason = '无法核实身份') =>
      call<Rebind>('POST', `/rebinds/${id}/decision`, { outcome: 'reject', reason }),
  };
}

/** Mints the second person, with the calls of that desk. */
export const mintDecider = (platform: Platform) => mintSupport(platform, { role: 'centreAdmin' });

/** Mints a new passport that claims the ID number of another. */
export async function mintClaiming(
  platform: Pick<Platform, 'mint'>,
  { name, idType, idNumber }: Pick<Person, 'name' | 'idType' | 'idNumber'>,
  given: Parameters<Platform['mint']['passport']>[0] = {},
): Promise<MintedPassport> {
  return platform.mint.passport({ name, idType, idNumber, claiming: true, ...given });
}

/** Moves everything of a passport to a new one, by two people. @returns the new one */
export async function rebind(platform: Platform, old: MintedPassport): Promise<MintedPassport> {
  const next = await mintClaiming(platform, old);
  const [one, two] = [await mintSupport(platform), await mintDecider(platform)];
  const { id } = accepted(await one.submit(next));
  accepted(await two.approve(id));
  return next;
}
