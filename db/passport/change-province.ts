import { and, eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { sessions } from '../schema/index.ts';

/** Changes in which province the owner of a sign-in looks for their roll entry. The sign-in stays as it is otherwise. */
export async function changeProvince(
  db: Database,
  signIn: { tokenHash: string; passportId: string },
  provinceCode: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ provinceCode })
    .where(and(eq(sessions.tokenHash, signIn.tokenHash), eq(sessions.passportId, signIn.passportId)));
}
