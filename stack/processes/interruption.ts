const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The time within which two signals are one Ctrl-C: the terminal sends it, and npm forwards it once more. */
const SAME_KEYSTROKE_MS = 1_000;

/**
 * Listens for Ctrl-C and the like, which abort the returned signal. A second one, a moment later, calls `force`.
 */
export function listenForInterruption(force: () => void, now: () => number = Date.now): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (firstAt === undefined) {
        firstAt = now();
        controller.abort();
      } else if (now() - firstAt > SAME_KEYSTROKE_MS) force();
    });
  }
  return controller.signal;
}
