import type { z } from 'zod';
import type { flawSchema, settingsAnswerSchema } from '../../../../api/exam-session/setting-schemas.ts';
import type { FieldChange, SettingFields } from '../../../../domain/field-changes.ts';
import { hasCode, type Problem } from '../../lib/problem.ts';

export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;
export type Impact = SettingsAnswer['impact'];
export type Findings = SettingsAnswer['findings'];
export type Flaw = z.infer<typeof flawSchema>;

/** What others have changed since a form was opened. */
export interface Outdated {
  version: number;
  present: SettingFields;
  meanwhile: { actor: string; at: string; version: number; changes: FieldChange[] }[];
}

/** Reads whom a change touches from the refusal to make it unseen; null for any other error. */
export function impactOf(error: unknown): Impact | null {
  return hasCode(error, 'IMPACT_UNSEEN') ? ((error as Problem).extra.impact as Impact) : null;
}

/** Reads what a change cuts from the refusal to make it unseen; null for any other error. */
export function findingsOf(error: unknown): Findings | null {
  return hasCode(error, 'IMPACT_UNSEEN') ? ((error as Problem).extra.findings as Findings) : null;
}

/** Reads everything that is wrong with what was to be set; null for any other error. */
export function flawsOf(error: unknown): Flaw[] | null {
  return hasCode(error, 'SETTINGS_REFUSED') ? ((error as Problem).extra.flaws as Flaw[]) : null;
}

/** Reads what others have changed meanwhile; null for any other error. */
export function outdatedOf(error: unknown): Outdated | null {
  return hasCode(error, 'SETTINGS_OUTDATED') ? ((error as Problem).extra as unknown as Outdated) : null;
}
