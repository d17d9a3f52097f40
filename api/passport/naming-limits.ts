import type { Context } from 'hono';
import { typedAccount } from '../../domain/security.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import type { AttemptLimits } from '../http/attempt-limits.ts';
import { noteBeyond } from '../http/note-beyond.ts';

/**
 * Counts that a number is named, by registering or by changing to it. A network that does so again and again is noted before it is refused.
 * @throws ApiError TOO_MANY_ATTEMPTS
 */
export async function countNaming(
  c: Context<ApiEnv>,
  deps: Pick<ApiDependencies, 'securityLog'>,
  limits: AttemptLimits,
  numberIndex: string,
): Promise<void> {
  const pair = `${c.var.clientNetwork} ${numberIndex}`;
  await limits.count('namedPair', pair);
  if (!(await limits.within('namedOften', pair)))
    noteBeyond(c, deps, { limit: 'namedOften', account: typedAccount(numberIndex) });
}
