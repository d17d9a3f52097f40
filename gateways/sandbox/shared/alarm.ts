import type { Instant } from '../../../domain/time.ts';
import type { Scheduler } from './scheduler.ts';

export interface Alarm {
  /** Sets the alarm again after any change that may have moved its time. */
  rearm(): void;
  stop(): void;
}

/** Creates an alarm for the earliest of many moments. It re-arms itself after each ring. */
export function createAlarm(
  scheduler: Scheduler,
  nextAt: () => Instant | null,
  ring: () => Promise<void>,
): Alarm {
  let armed: { cancel(): void } | undefined;
  let stopped = false;

  function rearm(): void {
    armed?.cancel();
    armed = undefined;
    const at = stopped ? null : nextAt();
    if (!at) return;
    armed = scheduler.at(at, async () => {
      armed = undefined;
      await ring();
      rearm();
    });
  }

  return {
    rearm,
    stop() {
      stopped = true;
      armed?.cancel();
    },
  };
}
