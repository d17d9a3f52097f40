import type { Level } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';
import { liveEntries, type Registration, type TranscriptChoice } from './state.ts';

/** English levels get a report (成绩报告单), minor languages a certificate (证书). */
export type TranscriptKind = 'report' | 'certificate';

export interface Transcript {
  level: Level;
  kind: TranscriptKind;
  /** The choice; null is 未选, while it can still be chosen now or later. */
  choice: TranscriptChoice | null;
}

const LEVELS: Level[] = [4, 6];

/** Lists the transcript of each level taken. A level that is 未选 when the last window has ended counts as 仅电子. */
export function transcriptsOf(registration: Registration, windows: Period[], now: Instant): Transcript[] {
  const entries = liveEntries(registration);
  const ended = windows.every(({ closesAt }) => closesAt <= now);
  return LEVELS.flatMap((level): Transcript[] => {
    const entry = entries.find((one) => one.level === level);
    if (!entry) return [];
    return [
      {
        level,
        kind: entry.language === 'en' ? 'report' : 'certificate',
        choice: registration.transcripts[level] ?? (ended ? 'electronic' : null),
      },
    ];
  });
}
