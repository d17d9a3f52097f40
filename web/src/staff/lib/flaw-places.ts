import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import type { WindowKind } from '../../../../domain/exam-session/windows.ts';
import { TEXT_KIND_WORDS } from '../../../../domain/exam-session/text-words.ts';
import type { AgreementKind } from '../../../../domain/exam-session/agreement-texts.ts';
import { wordsOf } from './words-of.ts';

const zh: Record<WindowKind, string> = {
  rollCheck: '资格确认时间',
  registration: '考生网上报名时间',
  management: '报名管理时间',
  transcript: '成绩单选择时间（报名期间）',
  transcriptAfterResults: '成绩单选择时间（成绩发布后）',
  ticketWritten: '笔试准考证打印时间',
  ticketOral: '口试准考证打印时间',
};
const en: Record<WindowKind, string> = {
  rollCheck: 'Eligibility check',
  registration: 'Online registration',
  management: 'Registration management',
  transcript: 'Transcript choice (while registering)',
  transcriptAfterResults: 'Transcript choice (after results)',
  ticketWritten: 'Printing of written tickets',
  ticketOral: 'Printing of oral tickets',
};

export const useWindowWords = wordsOf(
  {
    kinds: zh,
    texts: wordsIn(TEXT_KIND_WORDS, 'zh'),
    country: '全国',
    province: (code: string) => `省 ${code}`,
    school: (code: string) => `学校 ${code}`,
    campus: (code: string) => `校区 ${code}`,
    subject: (place: string, subject: string) => `${place}，科目 ${subject}`,
  },
  {
    kinds: en,
    texts: wordsIn(TEXT_KIND_WORDS, 'en'),
    country: 'Whole country',
    province: (code: string) => `Province ${code}`,
    school: (code: string) => `School ${code}`,
    campus: (code: string) => `Campus ${code}`,
    subject: (place: string, subject: string) => `${place}, subject ${subject}`,
  },
);

/** Gives the function that names a scope by its level and code. */
export function useScopeName(): (scope: string) => string {
  const words = useWindowWords();
  return (scope) => {
    if (scope === '*') return words.country;
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
