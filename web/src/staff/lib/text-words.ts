import { wordsOf } from './words-of.ts';

/** The words of every text that staff write for candidates. */
export const useTextWords = wordsOf(
  {
    title: { zh: '中文标题', en: '英文标题' },
    body: { zh: '中文正文', en: '英文正文' },
    bodyRule: (most: number) => `每行为一段，最多 ${most} 字。`,
    preview: '考生看到的样子',
    noTitle: '（无标题）',
    languages: { zh: '中文', en: '英文' },
  },
  {
    title: { zh: 'Title in Chinese', en: 'Title in English' },
    body: { zh: 'Text in Chinese', en: 'Text in English' },
    bodyRule: (most: number) => `Each line is a paragraph; at most ${most} characters.`,
    preview: 'As candidates see it',
    noTitle: '(no title)',
    languages: { zh: 'Chinese', en: 'English' },
  },
);
