import { useWords } from '../../i18n/index.ts';

/** Makes the hook that gives the words of a part of the console in the language of the page; they come with its code. */
export function wordsOf<Words>(zh: Words, en: NoInfer<Words>): () => Words {
  return () => (useWords().language === 'en' ? en : zh);
}
