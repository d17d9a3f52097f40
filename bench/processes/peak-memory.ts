import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 200;

/** Follows the memory of a process; `stop` answers the most it had, in MB; NaN where there is no /proc. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = megabytes(pid);
  const look = setInterval(() => {
    peak = Math.max(peak, megabytes(pid));
  }, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(look);
      return peak;
    },
  };
}

function megabytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN;
  }
}
