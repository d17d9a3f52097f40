import type { Clock } from '../../../config/clock.ts';
import type { Instant } from '../../../domain/time.ts';

/** Runs work at an instant of its clock. Tests inject one that is moved by hand. */
export interface Scheduler {
  at(when: Instant, run: () => Promise<void>): { cancel(): void };
}

/** The longest wait of `setTimeout`, which overflows beyond it. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function systemScheduler(clock: Clock): Scheduler {
  return {
    at(when, run) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const wait = Math.max(0, when - clock.now());
        timer = setTimeout(wait > MAX_TIMER_MS ? arm : () => void run(), Math.min(wait, MAX_TIMER_MS));
        timer.unref();
      };
      arm();
      return { cancel: () => clearTimeout(timer) };
    },
  };
}
