import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the clock of its kernel. */
const MS_PER_TICK = 10;

/** Reads the processor time that processes have used in all their threads, in milliseconds; NaN where there is no /proc. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
}

function cpuMsOf(pid: number): number {
  try {
    return ticksIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) * MS_PER_TICK;
  } catch {
    return Number.NaN;
  }
}

/** Reads user and system time from the line of a process. Its name, in brackets, may itself hold brackets and blanks. */
export function ticksIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
