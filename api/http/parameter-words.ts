import type { Language } from '../../domain/moments.ts';

interface ParameterWords {
  /** What it is called where people fill it in. */
  name: Record<Language, string>;
  /** What it takes. */
  takes: Record<Language, string>;
}

const PLACE: ParameterWords = {
  name: { zh: '单位代码', en: 'the code of the place' },
  takes: {
    zh: '须为 2 位省代码、5 位学校代码或 6 位校区代码',
    en: 'It has 2 digits for a province, 5 for a school, 6 for a campus',
  },
};
const MOMENT = { zh: '须为完整的日期和时间', en: 'It is a whole date with its time' };

/** The parameters of addresses that people fill in, by their names. */
const PARAMETERS: Readonly<Record<string, ParameterWords>> = {
  examSession: {
    name: { zh: '考次', en: 'the exam session' },
    takes: { zh: '须为年份和上、下半年，如 2026-2', en: 'It is the year and its half, such as 2026-2' },
  },
  inside: PLACE,
  place: {
    name: { zh: '单位代码', en: 'the code of the place' },
    takes: { zh: '须为 1 至 6 位数字', en: 'It has 1 to 6 digits' },
  },
  scope: {
    name: { zh: '范围', en: 'the scope' },
    takes: {
      zh: '须为 *（全国）、2 位省代码、5 位学校代码或 6 位校区代码',
      en: 'It is * for the whole country, or a code: 2 digits of a province, 5 of a school, 6 of a campus',
    },
  },
  school: {
    name: { zh: '学校代码', en: 'the code of the school' },
    takes: { zh: '须为 5 位数字', en: 'It has 5 digits' },
  },
  campus: {
    name: { zh: '校区代码', en: 'the code of the campus' },
    takes: { zh: '须为 6 位数字', en: 'It has 6 digits' },
  },
  subject: {
    name: { zh: '科目代码', en: 'the code of the subject' },
    takes: { zh: '须为 1 位数字或大写字母', en: 'It is one digit or capital letter' },
  },
  from: { name: { zh: '起始时间', en: 'the beginning' }, takes: MOMENT },
  to: { name: { zh: '截止时间', en: 'the end' }, takes: MOMENT },
};

/** What is said of a page of a list that there is not, by the names of the cursors that addresses have. */
const WRONG_PAGE: Record<Language, string> = {
  zh: '网址中的翻页位置有误，请从第一页看起。',
  en: 'The address names a page of the list that there is not. Begin with the first page.',
};
const CURSORS = ['after', 'before'];

/** Says that a cursor is wrong, which nobody fills in; null for any other parameter. */
export function wrongPage(name: string, language: Language): string | null {
  return CURSORS.includes(name) ? WRONG_PAGE[language] : null;
}

/** Says what a parameter that people fill in takes; null for those that addresses alone have. */
export function parameterTakes(name: string, language: Language): string | null {
  if (!Object.hasOwn(PARAMETERS, name)) return null;
  const { name: called, takes } = PARAMETERS[name]!;
  return language === 'zh' ? `“${called.zh}”填写有误：${takes.zh}。` : `Check ${called.en}. ${takes.en}.`;
}
