import type { Instant, Period } from '../time.ts';

/** 补报名时间: the window in which those on a list of the province register late, and until when they can pay. */
export interface ExtraWindow extends Period {
  payUntil: Instant;
}
