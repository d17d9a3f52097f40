import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import type { WindowKind } from '../../../../domain/exam-session/windows.ts';
import { WINDOW_KIND_WORDS } from '../../../../domain/exam-session/window-words.ts';
import { TEXT_KIND_WORDS } from '../../../../domain/exam-session/text-words.ts';
import type { AgreementKind } from '../../../../domain/exam-session/agreement-texts.ts';
import { wordsOf } from './words-of.ts';

export const useWindowWords = wordsOf(
  {
    kinds: wordsIn(WINDOW_KIND_WORDS, 'zh'),
    texts: wordsIn(TEXT_KIND_WORDS, 'zh'),
    country: '全国',
    province: (code: string) => `省 ${code}`,
    school: (code: string) => `学校 ${code}`,
    campus: (code: string) => `校区 ${code}`,
    ofCatalogue: (subject: string) => `科目 ${subject}`,
    subject: (place: string, subject: string) => `${place}，科目 ${subject}`,
  },
  {
    kinds: wordsIn(WINDOW_KIND_WORDS, 'en'),
    texts: wordsIn(TEXT_KIND_WORDS, 'en'),
    country: 'Whole country',
    province: (code: string) => `Province ${code}`,
    school: (code: string) => `School ${code}`,
    campus: (code: string) => `Campus ${code}`,
    ofCatalogue: (subject: string) => `Subject ${subject}`,
    subject: (place: string, subject: string) => `${place}, subject ${subject}`,
  },
);

/** Gives the function that names a scope by its level and code. */
export function useScopeName(): (scope: string) => string {
  const words = useWindowWords();
  return (scope) => {
    if (scope === '*') return words.country;
    // One character is the code of a subject of the catalogue.
    if (/^[0-9A-Z]$/.test(scope)) return words.ofCatalogue(scope);
    if (!/^\d+$/.test(scope)) return scope;
    return scope.length === 2
      ? words.province(scope)
      : scope.length === 5
        ? words.school(scope)
        : words.campus(scope);
  };
}

/** Gives the function that names where a flaw is: a kind of window, a scope, both, or a campus and subject. */
export function useFlawPlace(): (at: string) => string {
  const words = useWindowWords();
  const scopeName = useScopeName();
  return (at) => {
    const [first = '', second] = at.split('/');
    const kind = words.kinds[first as WindowKind] as string | undefined;
    if (second === undefined) return kind ?? scopeName(at);
    if (kind) return `${scopeName(second)}, ${kind}`;
    const text = words.texts[first as AgreementKind] as string | undefined;
    if (text) return `${text} ${second}`;
    return /^(\*|\d+)$/.test(first) ? words.subject(scopeName(first), second) : `${first}, ${second}`;
  };
}
