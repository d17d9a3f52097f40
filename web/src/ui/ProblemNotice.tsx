import { useWords } from '../i18n/index.ts';
import { Problem, problemSentence } from '../lib/problem.ts';
import { Notice } from './Notice.tsx';

/** Why something did not work, in the language of the page. Nothing when there is no error. */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t, language } = useWords();
  if (!error) return null;
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : null;
  return (
    <Notice tone="bad" live="alert">
      <p>
        {problemSentence(error, language, { offline: t('problem.offline'), unknown: t('problem.unknown') })}
      </p>
      {requestId && (
        <p className="small muted">
          {t('problem.requestId')} {requestId}
        </p>
      )}
    </Notice>
  );
}
