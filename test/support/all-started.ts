/**
 * Waits for all that start together, also when one fails: what is still coming up cannot be stopped. Then throws the first
 * failure.
 */
export async function allStarted<const Starting extends readonly (Promise<unknown> | undefined)[]>(
  starting: Starting,
) {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
