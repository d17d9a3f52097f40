import type { Context } from 'hono';
import { isPlaceKnown } from '../../db/exam-session/change-windows.ts';
import type { SettingOutcome, SettingRequest } from '../../db/exam-session/change-setting.ts';
import type { Reader } from '../../db/reader.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { Clock } from '../../config/clock.ts';
import type { ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { outdated } from '../http/outdated.ts';
import { flawView } from './flaw-words.ts';

/** Reads who changes something, and how, from a form of settings; what has no preview is done. */
export function settingRequest(
  c: Context<ApiEnv>,
  clock: Clock,
  form: {
    version: number;
    seenCount?: number | undefined;
    seenFindings?: number | undefined;
    isNew?: boolean | undefined;
  },
  { preview }: { preview: 'true' | 'false' } = { preview: 'false' },
): SettingRequest {
  return {
    account: c.var.staff.account,
    at: clock.now(),
    version: form.version,
    seenCount: form.seenCount,
    seenFindings: form.seenFindings,
    isPreview: preview === 'true',
    isNew: form.isNew,
  };
}

/**
 * Gives the answer to a change of settings.
 * @throws ApiError SETTINGS_REFUSED with every flaw, SETTINGS_OUTDATED with what has changed meanwhile, IMPACT_UNSEEN with
 * whom and what it touches, EXAM_SESSION_CLOSED, SETTING_EXISTS at the part of the address that names it
 */
export function settingsAnswer(outcome: SettingOutcome, namedBy = 'code') {
  switch (outcome.kind) {
    case 'done': {
      const { isApplied, version, changes, impact, findings } = outcome;
      return { isApplied, version, changes, impact, findings: findingsView(findings) };
    }
    case 'refused':
      throw new ApiError('SETTINGS_REFUSED', {
        extra: { flaws: outcome.flaws.slice(0, MAX_FLAWS).map(flawView) },
      });
    case 'closed':
      throw new ApiError('EXAM_SESSION_CLOSED');
    case 'exists':
      throw new ApiError('SETTING_EXISTS', { fields: [{ path: `path.${namedBy}`, code: 'exists' }] });
    case 'unseen':
      throw new ApiError('IMPACT_UNSEEN', {
        extra: { impact: outcome.impact, findings: findingsView(outcome.findings) },
      });
    case 'outdated':
      throw outdated(outcome);
  }
}

const MAX_FINDINGS = 20;
const MAX_FLAWS = 200;

function findingsView(findings: SettingFlaw[]) {
  const first = findings.slice(0, MAX_FINDINGS).map((flaw) => flawView({ ...flaw, isNote: true }));
  return { count: findings.length, first };
}

/** Holds a place to the scope of who asks; outside of it places are answered as if they did not exist. */
export function requireInScope(c: Context<ApiEnv>, code: string): void {
  if (!isInScope(code, c.var.staff.scope)) throw new ApiError('NOT_FOUND', { isDenied: true });
}

/**
 * Holds what is set for a scope to the scope of who sets it; what lies elsewhere is answered as if it did not exist.
 * @param typed where somebody has typed the scope, such as `body.scope`; absent: it is that of something they opened
 * @throws ApiError OUT_OF_SCOPE for a scope around it, else NOT_FOUND, or PLACE_UNKNOWN for one that was typed
 */
export function requireScope(c: Context<ApiEnv>, wanted: Scope, typed?: string): void {
  const own = c.var.staff.scope;
  if (isInScope(wanted, own)) return;
  const isAround = wanted === '*' || own.startsWith(wanted);
  const elsewhere = typed === undefined ? 'NOT_FOUND' : 'PLACE_UNKNOWN';
  throw new ApiError(isAround ? 'OUT_OF_SCOPE' : elsewhere, { isDenied: true, ...at(typed) });
}

/** Holds what is set to places that there are. @param typed as above @throws ApiError PLACE_UNKNOWN */
export async function requirePlace(db: Reader, scope: Scope, typed?: string): Promise<void> {
  if (!(await isPlaceKnown(db, scope))) throw new ApiError('PLACE_UNKNOWN', at(typed));
}

const at = (path: string | undefined) => (path === undefined ? {} : { fields: [{ path, code: 'unknown' }] });
