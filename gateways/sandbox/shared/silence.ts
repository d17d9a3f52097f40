/** The time for which a gateway keeps silent before it hangs up; longer than any caller should wait. */
const SILENCE_MS = 20_000;

/** Resolves when the caller has hung up, or after a long while. */
export function silence(hungUp: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SILENCE_MS);
    timer.unref();
    hungUp.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
