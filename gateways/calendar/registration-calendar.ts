import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/time.ts';

interface Name {
  zh: string;
  en: string;
}

/** A subject as its candidate's calendar shows it. */
export interface CalendarSubject {
  /** The id of its entry: a number of ours that says nothing about the candidate. */
  id: string;
  takenAt: Instant;
  subject: Name;
  school: Name;
  campus: Name;
  mode: 'written' | 'oral';
  deadlineAt: Instant | null;
  liftedAt: Instant | null;
  exam: { startsAt: Instant; endsAt: Instant } | null;
}

/** What of a registration its candidate's calendar shows. */
export interface RegistrationCalendar {
  /** The id of its record: a number of ours that says nothing about the candidate. */
  registrationId: string;
  savedAt: Instant;
  /** When it is deleted unless a subject is chosen; null while that is no worry. */
  chooseUntil: Instant | null;
  entries: CalendarSubject[];
}

const DEADLINE_ALARMS_MS = [6 * HOUR_MS, HOUR_MS];
const EXAM_ALARMS_MS = [DAY_MS, 2 * HOUR_MS];
const RANGE: Name = {
  zh: '以上为考试日期的范围，具体时间以准考证为准。',
  en: 'This is the range of exam dates; the exact time is on the admission ticket.',
};
const BRING: Name = {
  zh: '请携带准考证和报名时使用的有效证件。',
  en: 'Bring your admission ticket and the ID you registered with.',
};

/**
 * Writes a calendar file (RFC 5545) of deadlines and exams, in UTC. An event keeps its UID and its sequence number grows
 * with time, so that a file fetched later moves what an earlier one has put into the calendar; a deadline that was met is
 * cancelled there.
 * @param publicUrl the origin of the site: its host makes the UIDs unique, and events lead back to it
 * @returns null when there is nothing to put in: a calendar may not be empty
 */
export function registrationCalendar(
  { registrationId, savedAt, chooseUntil, entries }: RegistrationCalendar,
  publicUrl: string,
  now: Instant,
): string | null {
  const { host } = new URL(publicUrl);
  const sinceThen = (since: Instant) => ({
    sequence: Math.max(0, Math.floor((now - since) / 1000)),
    stamp: new Date(now),
    url: `${publicUrl}/registration`,
  });
  const events = entries.flatMap((each): ICalEventData[] => {
    const { id, takenAt, subject, school, campus, exam, deadlineAt, liftedAt } = each;
    const common = { ...sinceThen(takenAt), location: `${both(school)} ${both(campus)}` };
    const deadline = {
      ...common,
      id: `deadline-${id}@${host}`,
      summary: `支付截止：${subject.zh} / Pay before: ${subject.en}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    };
    const found: ICalEventData[] = [];
    if (deadlineAt !== null) {
      found.push({
        ...deadline,
        start: new Date(deadlineAt),
        description: '逾期未支付，座位自动释放。\nUnpaid seats are released at this time.',
        alarms: alarms(DEADLINE_ALARMS_MS, deadline.summary),
      });
    } else if (liftedAt !== null) {
      found.push({ ...deadline, start: new Date(liftedAt), status: ICalEventStatus.CANCELLED });
    }
    if (exam) {
      const notes = each.mode === 'oral' ? [RANGE, BRING] : [BRING];
      const summary = `${subject.zh} / ${subject.en}`;
      found.push({
        ...common,
        id: `exam-${id}@${host}`,
        summary,
        start: new Date(exam.startsAt),
        end: new Date(exam.endsAt),
        description: notes.map(({ zh, en }) => `${zh}\n${en}`).join('\n'),
        alarms: alarms(EXAM_ALARMS_MS, summary),
      });
    }
    return found;
  });
  if (chooseUntil !== null) {
    const summary = '选择科目截止 / Choose a subject before';
    events.push({
      ...sinceThen(savedAt),
      id: `choose-${registrationId}@${host}`,
      summary,
      transparency: ICalEventTransparency.TRANSPARENT,
      start: new Date(chooseUntil),
      description:
        '没有报考科目的报名信息在此时删除；已报考或正在候补的，请忽略。\nA registration without a subject is deleted at this time. Ignore this once you have chosen or joined a waitlist.',
      alarms: alarms(DEADLINE_ALARMS_MS, summary),
    });
  }
  if (events.length === 0) return null;
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'CET', product: 'registration', language: 'ZH' },
    name: '全国大学英语四、六级考试 CET',
    events,
  });
  return `${calendar.toString()}\r\n`;
}

function alarms(beforeMs: number[], description: string) {
  return beforeMs.map((ms) => ({ type: ICalAlarmType.display, trigger: ms / 1000, description }));
}

function both({ zh, en }: Name): string {
  return zh === en ? zh : `${zh} ${en}`;
}
