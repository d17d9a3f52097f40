import type { Mode, Registration } from '../../lib/api-types.ts';
import { isPayable } from './payable.ts';

/** Whether a level of what is to be paid has no transcript choice yet, which can be made now. */
export function isTranscriptMissing({ entries, transcripts, actions }: Registration, mode: Mode): boolean {
  if (actions.chooseTranscripts !== null) return false;
  const levels = entries
    .filter((entry) => entry.subject.mode === mode && isPayable(entry))
    .map(({ subject }) => subject.level);
  return transcripts.some(({ level, choice }) => choice === null && levels.includes(level));
}
