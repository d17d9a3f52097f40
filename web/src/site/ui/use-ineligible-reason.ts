import { useWords } from '../../i18n/index.ts';
import type { EligibilityMatch } from '../../lib/api-types.ts';
import { useExamSession } from '../lib/use-exam-session.ts';

type IneligibleReason = NonNullable<EligibilityMatch['subjects'][number]['reason']>;

/** Words for why a subject is not open to a candidate. */
export function useIneligibleReason(): (reason: IneligibleReason) => string {
  const { t } = useWords();
  const { cet6ScoreFrom } = useExamSession();
  return (reason) => t(`eligibility.reason.${reason}`, { score: cet6ScoreFrom });
}
