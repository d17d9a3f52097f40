import { MAX_FEE_FEN } from '../../../../domain/exam-session/offering-rules.ts';
import {
  MAX_MOVED_DAYS,
  RULE_RANGES,
  SUPPORT_HOURS_LIMIT,
} from '../../../../domain/exam-session/settings.ts';
import { WINDOW_KINDS } from '../../../../domain/exam-session/window-rules.ts';
import { MAX_CAPACITY } from '../../../../domain/seats/capacity.ts';
import {
  DECISION_MAIL_MINUTES,
  LAPSE_DAYS,
  SECOND_PERSON_ABOVE,
} from '../../../../domain/staff/staff-rules.ts';

interface Hint {
  zh: string;
  en: string;
}

const whole = ([least, most]: readonly [number, number]): Hint => ({
  zh: `请填写 ${least} 至 ${most} 之间的整数。`,
  en: `Enter a whole number, ${least} to ${most}.`,
});
const MOMENT: Hint = {
  zh: '请填写完整的日期和时间，年份为 2000 至 2099。',
  en: 'Enter a whole date with its time, in a year from 2000 to 2099.',
};
const PERIOD: Hint = {
  zh: '请填写完整的开始和结束时间，年份为 2000 至 2099。',
  en: 'Enter both the beginning and the end, in years from 2000 to 2099.',
};
const EXAM_TIME: Hint = {
  zh: '考试开始和结束须同时填写，或同时留空。',
  en: 'Enter both the beginning and the end of the exam, or neither.',
};
const CHOICE: Hint = { zh: '请从列表中选择一项。', en: 'Choose one from the list.' };
const SWITCH: Hint = { zh: '请勾选或取消勾选。', en: 'Tick it, or leave it unticked.' };
const LINE: Hint = { zh: '请填写一行文字。', en: 'Enter a line of text.' };
const TEXT: Hint = { zh: '请填写文字，不超过规定的字数。', en: 'Enter text, no longer than is allowed.' };
const PASSWORD: Hint = { zh: '请填写您现在的密码。', en: 'Enter your present password.' };
const SCOPE: Hint = {
  zh: '请填写 *（全国）、2 位省代码、5 位学校代码或 6 位校区代码。',
  en: 'Enter * for the whole country, or a code: 2 digits of a province, 5 of a school, 6 of a campus.',
};
const EMAIL: Hint = {
  zh: '请填写完整的邮箱地址，如 name@example.com。',
  en: 'Enter a whole email address, such as name@example.com.',
};
const SESSION: Hint = {
  zh: '请填写年份和上、下半年，如 2027-1、2027-2。',
  en: 'Enter the year and its half, such as 2027-1 or 2027-2.',
};

const each = <Name extends string>(names: readonly Name[], hint: Hint) =>
  Object.fromEntries(names.map((name) => [name, hint])) as Record<Name, Hint>;

/** What each field of the console's forms takes, by its name in the form: said to who typed something else. */
const HINTS: Readonly<Record<string, Hint>> = {
  ...each(
    ['name.zh', 'name.en', 'title', 'title.zh', 'title.en', 'name', 'mail.subject.zh', 'mail.subject.en'],
    LINE,
  ),
  ...each(['body.zh', 'body.en', 'mail.text.zh', 'mail.text.en', 'reason', 'note', 'lines', 'text'], TEXT),
  ...each(['password', 'currentPassword'], PASSWORD),
  ...each(
    ['publishedAt', 'shownUntil', 'oralAdmitsOutsidersFrom', 'opensAt', 'closesAt', 'payUntil'],
    MOMENT,
  ),
  ...each(WINDOW_KINDS, PERIOD),
  ...each(['examTime.startsAt', 'examTime.endsAt'], EXAM_TIME),
  ...each(['subject', 'level', 'mode', 'role', 'idType', 'copyOf'], CHOICE),
  ...each(['schoolPrintedSubjects', 'writtenCampusCodes', 'positions'], CHOICE),
  ...each(['oralLetsOut', 'secondFactorRequired', 'photo', 'overwrite', 'markMissing'], SWITCH),
  ...each(['rules.oralNeedsWrittenPaid', 'rules.keepsLastWritten', 'rules.ticketNeedsPhoto'], SWITCH),
  ...Object.fromEntries(Object.entries(RULE_RANGES).map(([rule, range]) => [`rules.${rule}`, whole(range)])),
  'rules.submissionLapseDays': whole(LAPSE_DAYS),
  'rules.decisionMailMinutes': whole(DECISION_MAIL_MINUTES),
  'rules.secondPersonAbove': whole(SECOND_PERSON_ABOVE),
  'rules.supportPhone': {
    zh: '请填写电话号码，如 010-62987654 或 4008123456。',
    en: 'Enter a telephone number, such as 010-62987654.',
  },
  ...each(['rules.supportHoursZh', 'rules.supportHoursEn'], {
    zh: `请填写一行文字，不超过 ${SUPPORT_HOURS_LIMIT} 个字符，如“每日 8:30 至 17:30”。`,
    en: `Enter a line of at most ${SUPPORT_HOURS_LIMIT} characters, such as “8:30 to 17:30 every day”.`,
  }),
  capacity: whole([0, MAX_CAPACITY]),
  movedByDays: whole([-MAX_MOVED_DAYS, MAX_MOVED_DAYS]),
  feeFen: {
    zh: `请填写 0 至 ${MAX_FEE_FEN / 100} 元之间的金额，最多两位小数，如 30 或 30.50。`,
    en: `Enter an amount from 0 to ${MAX_FEE_FEN / 100} yuan with at most two decimals, such as 30 or 30.50.`,
  },
  id: SESSION,
  examSession: SESSION,
  language: {
    zh: '请填写语种的标准代码，2 或 3 个小写字母，如 en、ja、de。',
    en: 'Enter the standard code of the language, 2 or 3 small letters, such as en, ja or de.',
  },
  account: {
    zh: '3 至 40 位小写字母、数字、点或连字符；点不能相连，不能用 timer、alipay 等系统名称。',
    en: '3 to 40 small letters, digits, single dots or hyphens; no names of the system, such as timer or alipay.',
  },
  scope: SCOPE,
  email: EMAIL,
  code: {
    zh: '请填写身份验证器上的 6 位数字，或一个恢复码。',
    en: 'Enter the 6 digits that the authenticator shows, or a recovery code.',
  },
  version: {
    zh: '请填写 1 至 40 位字母、数字、点、下划线或连字符。',
    en: 'Enter 1 to 40 letters, digits, dots, underscores or hyphens.',
  },
  campus: { zh: '请填写 6 位校区代码。', en: 'Enter the 6 digits of a campus.' },
  school: { zh: '请填写 5 位学校代码。', en: 'Enter the 5 digits of a school.' },
  province: { zh: '请填写 2 位省代码。', en: 'Enter the 2 digits of a province.' },
  idNumber: {
    zh: '请按证件填写号码，最多 40 个字符。',
    en: 'Enter the number as on the paper, at most 40 characters.',
  },
  newPassportId: {
    zh: '请填写考生页面上显示的通行证ID。',
    en: 'Enter the account ID that the candidate is shown.',
  },
};

/** Finds what a field takes, by its path in the form; of a field of several values that of the whole. */
export function hintOf(path: readonly (string | number)[]): Hint | undefined {
  const names = path.filter((step) => typeof step === 'string');
  return HINTS[names.join('.')] ?? HINTS[names[0] ?? ''];
}
