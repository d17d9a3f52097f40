import type { CodeWords } from '../cells/export-cell.ts';
import type { Language } from '../moments.ts';
import { RULE_FIELD_WORDS } from './rule-words.ts';
import { WINDOW_KIND_WORDS } from './window-words.ts';

/** What the fields are called that staff set, in the forms of rules, windows, places, subjects, offerings, texts and notices. */
export const SETTING_FIELD_WORDS = {
  ...RULE_FIELD_WORDS,
  ...WINDOW_KIND_WORDS,
  titleZh: { zh: '中文标题', en: 'Title in Chinese' },
  titleEn: { zh: '英文标题', en: 'Title in English' },
  bodyZh: { zh: '中文正文', en: 'Text in Chinese' },
  bodyEn: { zh: '英文正文', en: 'Text in English' },
  publishedAt: { zh: '发布时间', en: 'Published' },
  shownUntil: { zh: '显示至', en: 'Shown until' },
  language: { zh: '语种', en: 'Language' },
  level: { zh: '级别', en: 'Level' },
  mode: { zh: '考试方式', en: 'Mode' },
  schoolPrintedSubjects: { zh: '由学校打印准考证的科目', en: 'Subjects whose tickets the school prints' },
  writtenCampusCodes: { zh: '可到其考笔试的校区', en: 'Campuses where its candidates take the written test' },
  oralLetsOut: {
    zh: '本校区考生可到其他校区考口试',
    en: 'Its candidates may take their oral elsewhere',
  },
  oralAdmitsOutsidersFrom: { zh: '口试接收外校区考生自', en: 'Admits outsiders to its oral tests from' },
  feeFen: { zh: '报名费', en: 'Fee' },
  capacity: { zh: '座位数', en: 'Seats' },
  opensAt: { zh: '开放时间', en: 'Opens' },
  closesAt: { zh: '截止时间', en: 'Closes' },
  examStartsAt: { zh: '考试开始', en: 'Exam starts' },
  examEndsAt: { zh: '考试结束', en: 'Exam ends' },
  exam: { zh: '考试时间', en: 'Exams' },
  offering: { zh: '科目报名时间', en: 'Choice of subjects' },
  windowsSet: { zh: '时间安排项数', en: 'Windows set' },
  offered: { zh: '开考科目数（各校区合计）', en: 'Subjects offered, over all campuses' },
  late: { zh: '补报名时间', en: 'Late registration' },
  state: { zh: '状态', en: 'State' },
} satisfies CodeWords;

/** Names a field that staff set, e.g. `roomSize`, or `1/feeFen` of a subject, by its last part; one without words as it is. */
export function settingFieldText(field: string, language: Language): string {
  const last = field.slice(field.lastIndexOf('/') + 1);
  const words: CodeWords = SETTING_FIELD_WORDS;
  return words[last]?.[language] ?? last;
}
