import type { CodeWords } from '../cells/export-cell.ts';
import type { ExtraWindow } from '../exam-session/extra-window.ts';
import { codeCharacter } from '../cells/cells.ts';
import { ID_TYPES, isValidIdNumber, normaliseIdNumber, residentNumberFlaw } from '../person/id-number.ts';
import { plainCode } from '../text/code.ts';
import { plainLine } from '../text/typed-text.ts';
import type { Instant } from '../time.ts';

/** The most rows that are added at once. */
export const MAX_LATE_ROWS = 500;
/** The most characters of a line, without those that nobody sees. */
export const LATE_LINE_LIMIT = 100;
/** The most UTF-16 units of a line as it is sent, with those that nobody sees: a longer one is shortened before. */
export const MAX_LATE_LINE_SENT = 1_000;
/** The most people of one list. */
export const MAX_LATE_PEOPLE = 5_000;

/**
 * Tells whether the window of a list makes sense at this moment: it is open for some time yet, paying no shorter, and over
 * before the first exam.
 * @param firstExamAt the first exam of the session in the province; null while there is none
 */
export function isLateWindow(
  { opensAt, closesAt, payUntil }: ExtraWindow,
  firstExamAt: Instant | null,
  now: Instant,
): boolean {
  const isOver = firstExamAt === null || payUntil < firstExamAt;
  return opensAt < closesAt && closesAt <= payUntil && now < closesAt && isOver;
}

/**
 * States of a list, as its staff read them:
 * - `live`: its window is open, or will be
 * - `paying`: nothing is chosen any more, what is held can still be paid
 * - `over`: its window is past
 * - `ended`: staff ended it before that
 */
export const LATE_LIST_STATES = ['live', 'paying', 'over', 'ended'] as const;
export type LateListState = (typeof LATE_LIST_STATES)[number];

/** Tells how a list stands at a moment. */
export function lateListState(
  { closesAt, payUntil, endedAt }: Omit<ExtraWindow, 'opensAt'> & { endedAt: Instant | null },
  now: Instant,
): LateListState {
  if (endedAt !== null) return 'ended';
  if (payUntil <= now) return 'over';
  return closesAt <= now ? 'paying' : 'live';
}

/** A person as a line of a list names them: by the ID number, or by the student number at a school. */
export type LateLine = { idNumber: string } | { schoolCode: string; studentNumber: string };

/** Why a line is not read; `character`: the first that neither number is written with, as `U+738B`. */
export interface LateLineFlaw {
  refusal: 'LINE_TOO_LONG' | 'LINE_UNREADABLE';
  character: string | null;
}

const SPACES = /\s+/u;
const PARTS = /[\s,，;；]+/u;
const SCHOOL = /^[0-9]{5}$/;
/** Papers whose numbers have a form that tells them from other words; those of `other` have none. */
const FORMED = ID_TYPES.filter((idType) => idType !== 'other');

/** Reads a line: an ID number alone, also with spaces in it, or the code of a school and a student number. */
export function readLateLine(text: string): LateLine | LateLineFlaw {
  if ([...plainLine(text)].length > LATE_LINE_LIMIT) return { refusal: 'LINE_TOO_LONG', character: null };
  const idNumber = spacedIdNumber(text);
  if (idNumber !== null) return { idNumber };
  const typed = text.split(PARTS);
  const character = typed.map(codeCharacter).find((one) => one !== null) ?? null;
  const parts = typed.map(plainCode).filter(Boolean);
  const [first, second] = parts;
  if (character === null && first && parts.length === 1) return { idNumber: first };
  return character === null && first && second && parts.length === 2 && SCHOOL.test(first)
    ? { schoolCode: first, studentNumber: second }
    : { refusal: 'LINE_UNREADABLE', character };
}

/**
 * Reads an ID number that was written in groups, as `110105 19491231 002X`; null: it is none. A school code and one more group are a
 * student number, whatever they make together.
 */
function spacedIdNumber(text: string): string | null {
  const [first = '', ...rest] = text.split(SPACES).map(plainCode).filter(Boolean);
  if (rest.length === 0 || (rest.length === 1 && SCHOOL.test(first))) return null;
  const number = normaliseIdNumber(text);
  if (residentNumberFlaw(number) === null) return number;
  const isOne = !SCHOOL.test(first) && rest.every((group) => /^[\d(]/.test(group));
  return isOne && FORMED.some((idType) => isValidIdNumber(idType, number)) ? number : null;
}

/** Why a row of a list was left out. */
export const LATE_REFUSALS = [
  'LINE_UNREADABLE',
  'LINE_TOO_LONG',
  'NOT_ON_ROLL',
  'SEVERAL_ON_ROLL',
  'ON_ANOTHER_LIST',
  'REGISTRATION_NOT_OVER',
  'WAITING',
  'PAYS_LONGER',
  'LIST_FULL',
] as const;
export type LateRefusal = (typeof LATE_REFUSALS)[number];

export const LATE_REFUSAL_WORDS: CodeWords<LateRefusal> = {
  LINE_UNREADABLE: {
    zh: '不能识别：请填证件号码，或“学校代码 学号”',
    en: 'Not readable: an ID number, or a school code and a student number',
  },
  LINE_TOO_LONG: {
    zh: `一行最多 ${LATE_LINE_LIMIT} 个字符：请每行只填一人`,
    en: `A line has at most ${LATE_LINE_LIMIT} characters: one person a line`,
  },
  NOT_ON_ROLL: {
    zh: '本省本考次的学籍中没有此人',
    en: 'On no roll of this province in this exam session',
  },
  SEVERAL_ON_ROLL: {
    zh: '本省有多条学籍，请改用“学校代码 学号”',
    en: 'On several rolls: name the school code and the student number',
  },
  ON_ANOTHER_LIST: {
    zh: '已在另一份补报名名单中，其报考尚未截止',
    en: 'On another list, whose window is not over',
  },
  REGISTRATION_NOT_OVER: {
    zh: '其校区的网上报名尚未截止，无须补报名；请在截止后加入',
    en: 'Registration at the campus is not over yet: nobody needs an extra window before it is',
  },
  WAITING: { zh: '正在候补，补报名没有候补', en: 'On a waitlist, which late registration does not have' },
  PAYS_LONGER: {
    zh: '已有未支付的座位，支付截止晚于本名单，加入会缩短；请先延长本名单的支付截止',
    en: 'Holds an unpaid seat that can be paid for longer than this list allows: extend the list first',
  },
  LIST_FULL: { zh: '名单已满', en: 'The list is full' },
};

/** What became of a row. */
export type LateOutcome = 'done' | 'unchanged' | LateRefusal;

/** Decides about the roll entry of a row. */
export function lateRowOutcome(facts: {
  listId: string;
  /** The list that the entry is on by now. */
  onList: string | null;
  /** That list takes nothing any more: another one may follow it. */
  isListOver: boolean;
  /** Everybody can register at the campus, now or later: the list's own window would take that away. */
  isNotOver: boolean;
  isWaiting: boolean;
  /** Something of theirs can be paid for longer than the list allows. */
  paysLonger: boolean;
  isFull: boolean;
}): LateOutcome {
  if (facts.onList === facts.listId) return 'unchanged';
  if (facts.onList !== null && !facts.isListOver) return 'ON_ANOTHER_LIST';
  if (facts.isNotOver) return 'REGISTRATION_NOT_OVER';
  if (facts.isWaiting) return 'WAITING';
  if (facts.paysLonger) return 'PAYS_LONGER';
  return facts.isFull ? 'LIST_FULL' : 'done';
}
