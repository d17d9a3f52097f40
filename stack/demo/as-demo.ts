import type { SettingOutcome, SettingRequest } from '../../db/exam-session/change-setting.ts';
import type { Database } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import type { Instant } from '../../domain/time.ts';
import { StackError } from '../stack-error.ts';

/** The name under which the demo is set up, in the audit log. */
export const DEMO_ACCOUNT = 'demo';

export interface DemoNeeds {
  db: Database;
  vault: Vault;
  now: Instant;
}

/** The request of somebody who has looked at nothing and means it. */
export function asDemo({ now }: DemoNeeds): SettingRequest {
  return {
    account: DEMO_ACCOUNT,
    at: now,
    version: null,
    seenCount: Number.POSITIVE_INFINITY,
    seenFindings: Number.POSITIVE_INFINITY,
    isPreview: false,
  };
}

/** Makes sure that something was set. @throws StackError that names what is wrong */
export function settled(outcome: SettingOutcome): void {
  if (outcome.kind === 'done') return;
  const flaws = outcome.kind === 'refused' ? outcome.flaws.map(({ code, at }) => `${code} at ${at}`) : [];
  throw new StackError(`the demo cannot be set up: ${[outcome.kind, ...flaws].join(', ')}`);
}
