import { MINUTE_MS } from '../../../domain/time.ts';
import { useWords } from '../i18n/index.ts';
import { hasCode, Problem, problemSentence } from '../lib/problem.ts';
import { Notice } from './Notice.tsx';

/** Says why something did not work, in the language of the page; nothing when there is no error. */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t, language } = useWords();
  if (!error) return null;
  const waitMs = hasCode(error, 'TOO_MANY_ATTEMPTS') ? (error as Problem).retryAfterMs : null;
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : null;
  return (
    <Notice tone="bad" live="alert">
      <p>
        {problemSentence(error, language, { offline: t('problem.offline'), unknown: t('problem.unknown') })}
      </p>
      {waitMs !== null && <p>{t('problem.retryIn', { minutes: Math.ceil(waitMs / MINUTE_MS) })}</p>}
      {requestId && (
        <p className="small muted">
          {t('problem.requestId')} {requestId}
        </p>
      )}
    </Notice>
  );
}
