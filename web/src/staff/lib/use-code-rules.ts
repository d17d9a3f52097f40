import { useQuery } from '@tanstack/react-query';
import { collegeOf, isInScope, type Scope } from '../../../../domain/scopes.ts';
import { plainCode } from '../../../../domain/text/code.ts';
import { staffMeQuery } from './queries.ts';
import { typedRules } from './use-typed-rules.ts';
import { wordsOf } from './words-of.ts';

/** What a typed code looks like, by what it names. */
const CODES = {
  place: /^(\d{2}|\d{5}|\d{6})$/,
  scope: /^(\*|\d{2}|\d{5}|\d{6})$/,
  /** The beginning of the code of a place. */
  beginning: /^\d{1,6}$/,
  province: /^\d{2}$/,
  school: /^\d{5}$/,
  campus: /^\d{6}$/,
  examSession: /^20\d{2}-\d+$/,
};
type CodeKind = keyof typeof CODES;

const useCodeWords = wordsOf<Record<CodeKind | 'elsewhere', string>>(
  {
    place: '请填写 2 位省、5 位学校或 6 位校区代码。',
    scope: '请填写 *（全国）、2 位省、5 位学校或 6 位校区代码。',
    beginning: '请填写代码开头的 1 至 6 位数字。',
    province: '请填写 2 位省代码。',
    school: '请填写 5 位学校代码。',
    campus: '请填写 6 位校区代码。',
    examSession: '请填写年份和上、下半年，如 2026-2。',
    elsewhere: '此代码不在您的管理范围内。',
  },
  {
    place: 'Enter 2 digits of a province, 5 of a school or 6 of a campus.',
    scope: 'Enter * for the whole country, 2 digits of a province, 5 of a school or 6 of a campus.',
    beginning: 'Enter the first 1 to 6 digits of a code.',
    province: 'Enter the 2 digits of a province.',
    school: 'Enter the 5 digits of a school.',
    campus: 'Enter the 6 digits of a campus.',
    examSession: 'Enter the year and its half, such as 2026-2.',
    elsewhere: 'This code lies outside your scope.',
  },
);

/** Finds what is wrong with a typed code: what it looks like, or that it lies outside the scope of who types it; null: nothing. */
export function codeFlaw(kind: CodeKind, typed: string, own: Scope): CodeKind | 'elsewhere' | null {
  const code = plainCode(typed);
  if (code === '') return null;
  if (!CODES[kind].test(code)) return kind;
  if (kind === 'examSession' || kind === 'beginning') return null;
  const within = collegeOf(own)?.schoolCode ?? own;
  // What is set around one's own places may be looked at.
  const isAround = kind === 'scope' && (code === '*' || within.startsWith(code));
  return isAround || isInScope(code, within as Scope) ? null : 'elsewhere';
}

/** Gives the rules that check a field of a code where it is typed. */
export function useCodeRules() {
  const words = useCodeWords();
  const own = useQuery(staffMeQuery).data?.scope ?? '*';
  return (kind: CodeKind) => [
    ...typedRules((typed) => {
      const flaw = codeFlaw(kind, typed, own as Scope);
      return flaw === null ? undefined : { text: words[flaw], isAtOnce: false };
    }),
  ];
}
