import type { Mode } from '../subjects.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Period } from '../time.ts';

/** A room of a test, with the period that its offering gives. */
export interface TestRoom {
  mode: Mode;
  examStartsAt: Instant | null;
  examEndsAt: Instant | null;
  room: number;
}

/** Computes when the test of a room begins and ends; for an oral, this is its sitting. Null: that is not set yet. */
export function testTime(
  { mode, examStartsAt, examEndsAt, room }: TestRoom,
  sittingMinutes: number,
): Period | null {
  if (examStartsAt === null || examEndsAt === null) return null;
  const period = { opensAt: examStartsAt, closesAt: examEndsAt };
  return mode === 'written' ? period : oralSitting(period, sittingMinutes, room);
}

/**
 * Computes when a room of an oral test begins and ends. The offering's period gives the days and, by its first and last
 * moment, the hours of every day; sittings of equal length fill them, and rooms take the sittings in turn. So a room's
 * time depends on its number alone, and rooms added later change no ticket.
 */
export function oralSitting(days: Period, sittingMinutes: number, room: number): Period {
  const length = sittingMinutes * MINUTE_MS;
  const dayCount = Math.floor((days.closesAt - days.opensAt) / DAY_MS) + 1;
  const hours = days.closesAt - days.opensAt - (dayCount - 1) * DAY_MS;
  const sittingsADay = Math.floor(hours / length);
  if (sittingsADay < 1) return days;
  const sitting = (room - 1) % (dayCount * sittingsADay);
  const opensAt =
    days.opensAt + Math.floor(sitting / sittingsADay) * DAY_MS + (sitting % sittingsADay) * length;
  return { opensAt, closesAt: opensAt + length };
}
