import { useWords } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';

/** What is asked of the server for a part of a page. */
export interface AskedPart {
  data: unknown;
  error: unknown;
  refetch: () => unknown;
}

interface PartProblemProps {
  part: AskedPart;
  /** The name of the part, where nothing around it says it. */
  what?: string;
}

/**
 * Stands where a part of the page should stand that could not be loaded: says so, and asks for it again when wanted.
 * Nothing while it is under way, or once there is something to show.
 */
export function PartProblem({ part: { data, error, refetch }, what }: PartProblemProps) {
  const { t } = useWords();
  if (!error || data !== undefined) return null;
  return (
    <ProblemNotice error={error} title={what && t('problem.part', { what })}>
      <div className="actions">
        <Button onClick={() => void refetch()}>{t('common.retry')}</Button>
      </div>
    </ProblemNotice>
  );
}
