import type { Language } from '../moments.ts';
import type { Instant } from '../time.ts';

/** A text in both languages. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** The words of codes, by the code. */
export type CodeWords<Code extends string = string> = Readonly<Record<Code, Bilingual>>;

/** What a cell of an export holds: each kind of file writes it in its own way. */
export type ExportCell = string | number | boolean | null | { at: Instant } | { fen: number } | Bilingual;

const YES_NO: Record<'true' | 'false', Bilingual> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
};

/** Reads a cell as what a file can hold: text, a number, a moment, money, or nothing. */
export function plainCell(
  cell: ExportCell,
  language: Language,
): string | number | { at: Instant } | { fen: number } {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return YES_NO[`${cell}`][language];
  return typeof cell === 'object' && 'zh' in cell ? cell[language] : cell;
}

/** Picks one language out of the words of codes. */
export function wordsIn<Code extends string>(
  words: CodeWords<Code>,
  language: Language,
): Record<Code, string> {
  return Object.fromEntries(
    Object.entries<Bilingual>(words).map(([code, word]) => [code, word[language]]),
  ) as Record<Code, string>;
}
