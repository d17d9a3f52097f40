import type { Mode, Registration } from '../../lib/api-types.ts';
import { isPayable } from './payable.ts';

/** Tells whether a level to be paid still lacks a transcript choice that can be made now. */
export function isTranscriptMissing({ entries, transcripts, actions }: Registration, mode: Mode): boolean {
  if (actions.chooseTranscripts !== null) return false;
  const levels = entries
    .filter((entry) => entry.subject.mode === mode && isPayable(entry))
    .map(({ subject }) => subject.level);
  return transcripts.some(({ level, choice }) => choice === null && levels.includes(level));
}
