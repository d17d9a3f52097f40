import type { Subject } from '../subjects.ts';
import type { SettingFlaw } from './setting-flaws.ts';

type Rules = Pick<Subject, 'code' | 'language' | 'level' | 'mode'>;

/**
 * Finds what is wrong with a subject among the others of the catalogue: its language is one, no other subject is the same, and
 * every oral has the written one that has to be taken first.
 */
export function subjectFlaws(wanted: Rules, catalogue: readonly Rules[]): SettingFlaw[] {
  const { code } = wanted;
  const others = catalogue.filter((other) => other.code !== code);
  const all = [...others, wanted];
  const alone = (subjects: readonly Rules[]) =>
    subjects.filter(
      (oral) =>
        oral.mode === 'oral' && !subjects.some((one) => one.mode === 'written' && isOfSameLevel(one, oral)),
    );
  const aloneBefore = alone(catalogue).map((oral) => oral.code);
  const same = others.find((other) => other.mode === wanted.mode && isOfSameLevel(other, wanted));
  return [
    ...(isLanguage(wanted.language) ? [] : [{ code: 'LANGUAGE_UNKNOWN' as const, at: wanted.language }]),
    ...(same ? [{ code: 'SUBJECT_SAME' as const, at: code, against: same.code }] : []),
    ...alone(all)
      .filter((oral) => oral.code === code || !aloneBefore.includes(oral.code))
      .map((oral): SettingFlaw => ({ code: 'ORAL_WITHOUT_WRITTEN', at: oral.code })),
  ];
}

function isOfSameLevel(one: Rules, other: Rules): boolean {
  return one.language === other.language && one.level === other.level;
}

/** Codes of several languages, of none, and of ones that nobody knows. */
const NO_LANGUAGE = ['mis', 'mul', 'und', 'zxx'];
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Tells whether a code stands for a language, and is the one that stands for it: `en`, not `eng`. */
function isLanguage(code: string): boolean {
  return (
    !NO_LANGUAGE.includes(code) &&
    Intl.getCanonicalLocales(code)[0] === code &&
    LANGUAGES.of(code) !== undefined
  );
}
