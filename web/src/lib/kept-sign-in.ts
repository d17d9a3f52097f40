import { hasCode, Problem } from './problem.ts';

/**
 * Makes sure that the browser has kept the sign-in that was just answered: with cookies denied, it is nobody the next time.
 * @param askWho asks the server who is signed in
 * @throws Problem NO_COOKIES
 */
export async function keptSignIn<Answer>(askWho: () => Promise<unknown>, answered: Answer): Promise<Answer> {
  await askWho().catch((error: unknown) => {
    // Whatever else goes wrong here shows on the next page.
    if (hasCode(error, 'SIGN_IN_REQUIRED')) throw new Problem('NO_COOKIES');
  });
  return answered;
}
