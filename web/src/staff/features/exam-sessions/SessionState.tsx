import { Status, type Tone } from '../../../ui/Status.tsx';
import type { ExamSessionRow } from './exam-sessions-query.ts';
import { useExamSessionsWords } from './words.ts';

const TONES: Record<ExamSessionRow['state'], Tone> = { draft: 'caution', open: 'good', closed: 'neutral' };

/** The state of an exam session, as icon and word. */
export function SessionState({ state }: Pick<ExamSessionRow, 'state'>) {
  const words = useExamSessionsWords();
  return <Status tone={TONES[state]}>{words.states[state]}</Status>;
}
