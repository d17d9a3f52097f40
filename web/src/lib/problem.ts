import type { ErrorCode } from '../../../api/http/error-codes.ts';
import type { DomainErrorCode } from '../../../domain/errors.ts';
import type { Bilingual } from './api-types.ts';

/** What the server says of one field; `minimum` or `maximum` is the bound that it does not keep, of what is `counted` or of a number. */
export interface FieldFlaw {
  path: string;
  code: string;
  character?: string;
  minimum?: number;
  maximum?: number;
  counted?: 'characters' | 'items';
}

/**
 * A refusal or failure of the API (problem details), `OFFLINE` when no answer came at all, or `NO_COOKIES` when the
 * browser has not kept a sign-in.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly messages: Bilingual | null;
  readonly requestId: string | null;
  readonly fields: FieldFlaw[];
  readonly retryAfterMs: number | null;
  /** What an answer with this code says besides. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Partial<Omit<Problem, keyof Error | 'code'>> = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = details.status ?? 0;
    this.messages = details.messages ?? null;
    this.requestId = details.requestId ?? null;
    this.fields = details.fields ?? [];
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.extra = details.extra ?? {};
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

/** Refusals that are no alarm: what was wanted is so already, or a link has done its work. */
const TONES: Partial<Record<ErrorCode, 'good' | 'info'>> = {
  LINK_USED: 'good',
  ALREADY_VERIFIED: 'good',
  SUBJECT_TAKEN: 'good',
  REVIEW_NOT_NEEDED: 'good',
  REVIEW_APPROVED: 'good',
  NO_EXAM_SESSION: 'info',
  RESET_LINK_USED: 'info',
  SIGN_IN_LINK_USED: 'info',
};

/** The tone in which an error is told. */
export function toneOf(error: unknown): 'good' | 'info' | 'bad' {
  return (error instanceof Problem && TONES[error.code as ErrorCode]) || 'bad';
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Problem && error.code === code;
}

/** Names the values in the address of a request that are wrong, where nothing else is; sending it again cannot help. */
export function wrongInAddress(error: unknown): string[] {
  if (!(error instanceof Problem) || !hasCode(error, 'INVALID_INPUT')) return [];
  const names = error.fields.map(({ path }) => /^query\.(.+)$/.exec(path)?.[1]);
  return names.every((name) => name !== undefined) ? names : [];
}

/** The time to wait before sending again: what the server asked for, else growing from half a second. */
export function retryDelayMs(attempt: number, error: unknown): number {
  const asked = error instanceof Problem ? error.retryAfterMs : null;
  return asked ?? Math.min(8000, 500 * 2 ** attempt);
}

/** The sentences for what the server has no chance to word itself. */
export type ProblemWords = Record<'offline' | 'busy' | 'noCookies' | 'unknown', string>;

const WORDED_HERE: Record<string, keyof ProblemWords> = {
  OFFLINE: 'offline',
  UNAVAILABLE: 'busy',
  NO_COOKIES: 'noCookies',
};

/** The sentence to show for an error, in one language. */
export function problemSentence(error: unknown, language: 'zh' | 'en', words: ProblemWords): string {
  if (!(error instanceof Problem)) return words.unknown;
  return error.messages?.[language] ?? words[WORDED_HERE[error.code] ?? 'unknown'];
}
