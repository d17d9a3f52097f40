import { hc } from 'hono/client';
import type { AppType } from '../../../api/app.ts';
import { ACTING_FOR, actingFor } from '../../../domain/actor.ts';
import { pageOwner } from './page-owner.ts';
import { Problem } from './problem.ts';
import { learnServerTime } from './server-clock.ts';

/** The API client, typed by the API's own routes. Every request says whom this page shows. */
export const client = hc<AppType>('/', { fetch: fetchForOwner });

/** Reads the body of an answer. A refusal never comes here: it was thrown as a `Problem`. */
export async function answer<Body>(response: Promise<{ json(): Promise<Body> }>): Promise<Body> {
  return (await response).json();
}

/** The time without an answer after which the connection counts as lost. */
const TIMEOUT_MS = 30_000;

async function fetchForOwner(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const sentAt = Date.now();
  const signal = init?.signal ?? AbortSignal.timeout(TIMEOUT_MS);
  const headers = new Headers(init?.headers);
  const owner = pageOwner();
  if (owner) for (const [name, value] of Object.entries(actingFor(owner))) headers.set(name, value);
  const response = await fetch(input, { ...init, headers, signal }).catch(() => {
    throw new Problem('OFFLINE');
  });
  learnServerTime(response.headers.get('date'), sentAt, Date.now());
  // What was asked before it was known whom the page shows may be the answer to somebody else.
  const answered = response.headers.get(ACTING_FOR);
  if (owner && answered !== null && answered !== actingFor(owner)[ACTING_FOR])
    throw new Problem('ACTING_FOR_ANOTHER');
  if (!response.ok && response.status !== 304) throw await readProblem(response);
  return response;
}

/** Reads the refusal that an answer is. */
export async function readProblem(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body = (await response.json().catch(() => ({}))) as Partial<Problem> & Record<string, unknown>;
  const { code: given, messages = null, requestId = null, fields = [], ...extra } = body;
  // A proxy in between answers without a code: then the API is out of reach, and asking again is safe.
  const code = given ?? (response.status >= 502 && response.status <= 504 ? 'UNAVAILABLE' : 'INTERNAL');
  return new Problem(code, {
    status: response.status,
    messages,
    requestId,
    fields,
    extra,
    retryAfterMs: Number.isNaN(retryAfter) ? null : retryAfter * 1000,
  });
}
