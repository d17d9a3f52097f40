import type { Level, Mode, Subject } from '../../domain/subjects.ts';

const LANGUAGES = {
  // The two of English are known by their abbreviation.
  en: { zh: '英语', en: 'CET-' },
  ja: { zh: '日语', en: 'Japanese level ' },
  de: { zh: '德语', en: 'German level ' },
  ru: { zh: '俄语', en: 'Russian level ' },
  fr: { zh: '法语', en: 'French level ' },
};

const LEVELS: Record<Level, string> = { 4: '四级', 6: '六级' };
const MODES: Record<Mode, { zh: string; en: string }> = {
  written: { zh: '笔试', en: 'written' },
  oral: { zh: '口试', en: 'oral' },
};

/** The catalogue of the exam: eleven subjects. */
export const CATALOGUE: Subject[] = [
  subject('1', 'en', 4, 'written'),
  subject('2', 'en', 6, 'written'),
  subject('3', 'ja', 4, 'written'),
  subject('4', 'ja', 6, 'written'),
  subject('5', 'de', 4, 'written'),
  subject('6', 'de', 6, 'written'),
  subject('7', 'ru', 4, 'written'),
  subject('8', 'ru', 6, 'written'),
  subject('9', 'fr', 4, 'written'),
  subject('F', 'en', 4, 'oral'),
  subject('S', 'en', 6, 'oral'),
];

function subject(code: string, language: keyof typeof LANGUAGES, level: Level, mode: Mode): Subject {
  return {
    code,
    nameZh: `${LANGUAGES[language].zh}${LEVELS[level]}${MODES[mode].zh}`,
    nameEn: `${LANGUAGES[language].en}${level} (${MODES[mode].en})`,
    language,
    level,
    mode,
  };
}
