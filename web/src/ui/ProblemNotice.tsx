import { useContext } from 'react';
import { MINUTE_MS } from '../../../domain/time.ts';
import { useWords } from '../i18n/index.ts';
import { hasCode, Problem, problemSentence, toneOf } from '../lib/problem.ts';
import { Notice } from './Notice.tsx';
import { ProblemWay } from './problem-way.ts';

/**
 * Says why something did not work, in the language of the page; nothing when there is no error. A refusal because it is
 * done already is no alarm.
 */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t, language } = useWords();
  const wayOf = useContext(ProblemWay);
  if (!error) return null;
  const waitMs =
    hasCode(error, 'TOO_MANY_ATTEMPTS') ||
    hasCode(error, 'SIGN_IN_LOCKED') ||
    hasCode(error, 'QUICK_PRINT_LOCKED')
      ? (error as Problem).retryAfterMs
      : null;
  const tone = toneOf(error);
  const way = error instanceof Problem ? wayOf(error.code) : null;
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : null;
  return (
    <Notice tone={tone} live={tone === 'bad' ? 'alert' : 'status'}>
      <p>
        {problemSentence(error, language, { offline: t('problem.offline'), unknown: t('problem.unknown') })}
      </p>
      {waitMs !== null && <p>{t('problem.retryIn', { minutes: Math.ceil(waitMs / MINUTE_MS) })}</p>}
      {way}
      {requestId && (
        <p className="small muted">
          {t('problem.requestId')} {requestId}
        </p>
      )}
    </Notice>
  );
}
