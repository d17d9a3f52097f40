import { useCallback } from 'react';
import { useWords } from '../i18n/index.ts';
import { problemSentence } from './problem.ts';

/** Gives the sentence to show for an error, in the language of the page. */
export function useProblemSentence(): (error: unknown) => string {
  const { t, language } = useWords();
  return useCallback(
    (error) => problemSentence(error, language, t('problem', { returnObjects: true })),
    [t, language],
  );
}
