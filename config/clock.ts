/** The time source of everything outside workflows. Tests inject their own, so that time is skipped and never slept. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
