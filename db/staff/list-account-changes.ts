import { staffActor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { FieldChange, SettingValue } from '../../domain/field-changes.ts';
import { listLastActions, type RecordedChange } from '../list-audit-changes.ts';
import type { Reader } from '../reader.ts';

/** What raises the version of an account, each with what it changes, as far as the log does not say that itself. */
const CHANGES: Partial<Record<AuditAction['action'], readonly FieldChange[]>> = {
  staffAccountChanged: [],
  staffAccountDisabled: [{ field: 'disabled', from: false, to: true }],
  staffAccountEnabled: [{ field: 'disabled', from: true, to: false }],
  staffPasswordReset: [{ field: 'mustChangePassword', from: null, to: true }],
  emailVerified: [{ field: 'emailVerified', from: false, to: true }],
  emailChanged: [
    { field: 'email', from: null, to: null },
    { field: 'emailVerified', from: null, to: true },
  ],
};

const MAX_CHANGES = 20;

/**
 * Lists what was changed of an account between the version that somebody has seen and the present one, newest first.
 * Addresses are kept out of the log, which tells only that they changed.
 */
export async function listAccountChanges(
  db: Reader,
  { account, seen, present }: { account: string; seen: number; present: number },
): Promise<RecordedChange[]> {
  const actions = Object.keys(CHANGES) as AuditAction['action'][];
  const most = Math.min(Math.max(present - seen, 0), MAX_CHANGES);
  const rows = await listLastActions(db, staffActor(account), actions, most);
  return rows.map(({ actor, action, happenedAt, details }, index) => ({
    actor,
    happenedAt,
    version: present - index,
    changes: [...toldIn(details as Record<string, unknown>), ...(CHANGES[action] ?? [])],
  }));
}

type Told = { from: SettingValue; to: SettingValue };

/** Reads the changes of fields in the order of the form. */
function toldIn(details: Record<string, unknown>): FieldChange[] {
  const changed = (['role', 'scope', 'secondFactorRequired'] as const)
    .filter((field) => typeof details[field] === 'object')
    .map((field) => ({ field, ...(details[field] as Told) }));
  return details.email === undefined ? changed : [...changed, { field: 'email', from: null, to: null }];
}
