import { type ReactNode, useContext } from 'react';
import { MINUTE_MS } from '../../../domain/time.ts';
import { useWords } from '../i18n/index.ts';
import { hasCode, Problem, toneOf } from '../lib/problem.ts';
import { useProblemSentence } from '../lib/use-problem-sentence.ts';
import { Notice } from './Notice.tsx';
import { ProblemWay } from './problem-way.ts';

interface ProblemNoticeProps {
  error: unknown;
  title?: ReactNode;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Refusals that end by themselves. */
const WAITED_OUT = [
  'TOO_MANY_ATTEMPTS',
  'SIGN_IN_LOCKED',
  'QUICK_PRINT_LOCKED',
  'ACCOUNT_RECOVERY_LOCKED',
] as const;

/**
 * Says why something did not work, in the language of the page; nothing when there is no error. A refusal because it is
 * done already is no alarm.
 */
export function ProblemNotice({ error, title, children }: ProblemNoticeProps) {
  const { t } = useWords();
  const sentence = useProblemSentence();
  const wayOf = useContext(ProblemWay);
  if (!error) return null;
  const waitMs = WAITED_OUT.some((code) => hasCode(error, code)) ? (error as Problem).retryAfterMs : null;
  const tone = toneOf(error);
  const way = error instanceof Problem ? wayOf(error.code) : null;
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : null;
  return (
    <Notice tone={tone} title={title} live={tone === 'bad' ? 'alert' : 'status'}>
      <p>{sentence(error)}</p>
      {waitMs !== null && <p>{t('problem.retryIn', { minutes: Math.ceil(waitMs / MINUTE_MS) })}</p>}
      {way}
      {children}
      {requestId && (
        <p className="small muted">
          {t('problem.requestId')} {requestId}
        </p>
      )}
    </Notice>
  );
}
