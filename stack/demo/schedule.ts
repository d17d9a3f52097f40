import { beijingDay } from '../../domain/beijing-time.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Period } from '../../domain/time.ts';

/** The times of the demo's exam session, counted from the moment the demo is filled. */
export interface DemoSchedule {
  rollCheck: Period;
  /** 网上报名 of the provinces that are open already. */
  registration: Period;
  /** 网上报名 of the province that opens later. */
  laterRegistration: Period;
  /** 网上报名 of a school that ends before its province. */
  shorterRegistration: Period;
  management: Period;
  transcript: Period;
  transcriptAfterResults: Period;
  ticketWritten: Period;
  ticketOral: Period;
  /** The time from which one campus has its oral seats on sale; until then there is only the waitlist. */
  oralOpensAt: Instant;
  /** Midnight in Beijing of the Saturday of the written tests. */
  writtenDay: Instant;
  /** Midnight in Beijing of the first of two days of oral tests. */
  oralDay: Instant;
}

const BEIJING_OFFSET_MS = 8 * HOUR_MS;
const SATURDAY = 6;
const ORAL_BEFORE_MS = 14 * DAY_MS;

export function demoSchedule(now: Instant): DemoSchedule {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const inDays = (days: number) => hour + days * DAY_MS;
  const opensAt = inDays(-1);
  const closesAt = inDays(30);
  const managementEndsAt = inDays(37);
  const { writtenDay, oralDay } = examDays(nextSaturday(inDays(60)));
  return {
    rollCheck: { opensAt: inDays(-7), closesAt },
    registration: { opensAt, closesAt },
    laterRegistration: { opensAt: inDays(2), closesAt },
    shorterRegistration: { opensAt, closesAt: inDays(25) },
    management: { opensAt, closesAt: managementEndsAt },
    transcript: { opensAt, closesAt: managementEndsAt },
    transcriptAfterResults: { opensAt: writtenDay + 70 * DAY_MS, closesAt: writtenDay + 100 * DAY_MS },
    oralOpensAt: inDays(3),
    ticketWritten: { opensAt: writtenDay - 10 * DAY_MS, closesAt: writtenDay + DAY_MS },
    ticketOral: { opensAt: oralDay - 7 * DAY_MS, closesAt: oralDay + 2 * DAY_MS },
    writtenDay,
    oralDay,
  };
}

/** The code of the half of a year in which exams are held on a day, which their tickets carry. */
export function codeOfHalf(day: Instant): string {
  const [year, month] = beijingDay(day).split('-');
  return `${year}-${Number(month) < 8 ? 1 : 2}`;
}

/** Puts the oral two weeks before the written tests; both a little later, where another half of a year begins in between. */
function examDays(writtenDay: Instant): Pick<DemoSchedule, 'writtenDay' | 'oralDay'> {
  const oralDay = writtenDay - ORAL_BEFORE_MS;
  return codeOfHalf(oralDay) === codeOfHalf(writtenDay)
    ? { writtenDay, oralDay }
    : { writtenDay: writtenDay + ORAL_BEFORE_MS, oralDay: writtenDay };
}

/** Converts a time of day in Beijing. */
export function atBeijing(day: Instant, hours: number, minutes = 0): Instant {
  return day + hours * HOUR_MS + minutes * MINUTE_MS;
}

function nextSaturday(instant: Instant): Instant {
  const localDay = Math.floor((instant + BEIJING_OFFSET_MS) / DAY_MS);
  const weekday = new Date(localDay * DAY_MS).getUTCDay();
  const daysAhead = (SATURDAY - weekday + 7) % 7;
  return (localDay + daysAhead) * DAY_MS - BEIJING_OFFSET_MS;
}
