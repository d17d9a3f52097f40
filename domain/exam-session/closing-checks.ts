import type { Instant } from '../time.ts';
import type { SettingFlaw } from './setting-flaws.ts';
import type { OfferingTerms } from './offering-rules.ts';
import type { ScopedWindow } from './windows.ts';

/** Names the windows that have not ended, which keep an exam session from being closed; tickets and results too. */
export function windowsStillOpen(windows: readonly ScopedWindow[], now: Instant): SettingFlaw[] {
  return windows
    .filter(({ closesAt }) => closesAt > now)
    .map(({ kind, scope }) => ({ code: 'SESSION_STILL_RUNNING', at: `${kind}/${scope}` }));
}

/** Names the subjects that are still to be sat, once each: whoever closes their exam session has to know. */
export function examsAhead(
  offerings: readonly (Pick<OfferingTerms, 'examStartsAt' | 'examEndsAt'> & { subjectCode: string })[],
  now: Instant,
): SettingFlaw[] {
  const ahead = offerings.filter(({ examStartsAt, examEndsAt }) => (examEndsAt ?? examStartsAt ?? 0) > now);
  return [...new Set(ahead.map(({ subjectCode }) => subjectCode))].map((subjectCode) => ({
    code: 'EXAM_AHEAD',
    at: `*/${subjectCode}`,
    isNote: true,
  }));
}
