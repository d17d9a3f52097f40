/** The time source of everything outside workflows. Tests inject their own, so that time is skipped and never slept. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
