import type { DomainErrorCode } from '../../../domain/errors.ts';
import type { Bilingual } from './api-types.ts';

/** A refusal or failure of the API (problem details), or `OFFLINE` when no answer came at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly messages: Bilingual | null;
  readonly requestId: string | null;
  readonly fields: { path: string; code: string }[];
  readonly retryAfterMs: number | null;

  constructor(code: string, details: Partial<Omit<Problem, keyof Error | 'code'>> = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = details.status ?? 0;
    this.messages = details.messages ?? null;
    this.requestId = details.requestId ?? null;
    this.fields = details.fields ?? [];
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** Codes that mean "the same again, in a moment": sending once more is safe and may succeed. */
const PASSING: string[] = [
  'OFFLINE',
  'COMMAND_IN_FLIGHT',
  'FACTS_CHANGED' satisfies DomainErrorCode,
  'UNAVAILABLE' satisfies DomainErrorCode,
];

export function isPassing(error: unknown): boolean {
  return error instanceof Problem && PASSING.includes(error.code);
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Problem && error.code === code;
}

/** The time to wait before sending again: what the server asked for, else growing from half a second. */
export function retryDelayMs(attempt: number, error: unknown): number {
  const asked = error instanceof Problem ? error.retryAfterMs : null;
  return asked ?? Math.min(8000, 500 * 2 ** attempt);
}

export interface ProblemWords {
  offline: string;
  unknown: string;
}

/** The sentence to show for an error, in one language. */
export function problemSentence(error: unknown, language: 'zh' | 'en', words: ProblemWords): string {
  if (!(error instanceof Problem)) return words.unknown;
  if (error.code === 'OFFLINE') return words.offline;
  return error.messages?.[language] ?? words.unknown;
}
