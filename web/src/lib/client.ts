import { hc } from 'hono/client';
import type { AppType } from '../../../api/app.ts';
import { Problem } from './problem.ts';
import { learnServerTime } from './server-clock.ts';

/** The API client, typed by the API's own routes. */
export const client = hc<AppType>('/', { fetch: fetchTellingTime });

/** Reads the body of an answer. A refusal never comes here: it was thrown as a `Problem`. */
export async function answer<Body>(response: Promise<{ json(): Promise<Body> }>): Promise<Body> {
  return (await response).json();
}

/** The time without an answer after which the connection counts as lost. */
const TIMEOUT_MS = 30_000;

async function fetchTellingTime(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const sentAt = Date.now();
  const signal = init?.signal ?? AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(input, { ...init, signal }).catch(() => {
    throw new Problem('OFFLINE');
  });
  learnServerTime(response.headers.get('date'), sentAt, Date.now());
  if (!response.ok && response.status !== 304) throw await readProblem(response);
  return response;
}

async function readProblem(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
  // A proxy in between answers without a code: then the API is out of reach, and asking again is safe.
  const code = body.code ?? (response.status >= 502 && response.status <= 504 ? 'UNAVAILABLE' : 'INTERNAL');
  return new Problem(code, {
    status: response.status,
    messages: body.messages ?? null,
    requestId: body.requestId ?? null,
    fields: body.fields ?? [],
    retryAfterMs: Number.isNaN(retryAfter) ? null : retryAfter * 1000,
  });
}
