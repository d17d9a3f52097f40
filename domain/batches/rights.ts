import { type Actor, staffActor } from '../actor.ts';
import { isScopeInside, type Scope } from '../scopes.ts';
import { may, type Permission, type StaffRole } from '../staff/permissions.ts';
import { BATCH_KINDS, type BatchKind, isFilterKind } from './batch.ts';

/** The right without which nobody has a kind of batch done. */
export const BATCH_PERMISSIONS: Readonly<Record<BatchKind, Permission>> = {
  roll: 'roll.import',
  scores: 'scores.import',
  lists: 'lists.import',
  capacity: 'capacity.change',
  photos: 'roll.import',
  reminders: 'messages.send',
  messages: 'messages.send',
  decisions: 'reviews.decide',
};

/** Kinds that are about an exam session. */
export const OF_EXAM_SESSION: readonly BatchKind[] = [
  'roll',
  'lists',
  'capacity',
  'photos',
  'reminders',
  'messages',
  'decisions',
];

/** Kinds that set something of an exam session: none is sent in, read or started once it is closed. */
export const SETTING_KINDS: readonly BatchKind[] = ['roll', 'lists', 'capacity', 'photos'];

/** Lists the kinds of batches that a role sees: those that it has the right to. */
export function kindsFor(role: StaffRole): BatchKind[] {
  return BATCH_KINDS.filter((kind) => may(role, BATCH_PERMISSIONS[kind]));
}

/** Tells whether a batch lies in a scope: one for the whole country lies in that alone. */
export function isBatchInScope(batch: { scope: Scope }, scope: Scope): boolean {
  return isScopeInside(batch.scope, scope);
}

/** Tells whether somebody may tell a batch what to do: by role, everywhere that it is about. */
export function mayOrder(
  { role, scope }: { role: StaffRole; scope: Scope },
  batch: { kind: BatchKind; scope: Scope },
): boolean {
  return may(role, BATCH_PERMISSIONS[batch.kind]) && isBatchInScope(batch, scope);
}

/** Tells whether somebody may have rows as they were sent, with full ID numbers: whoever sent them, and who has the right to these. */
export function mayTakeInFull(
  { account, role }: { account: string; role: StaffRole },
  batch: { kind: BatchKind; startedBy: Actor },
): boolean {
  if (isFilterKind(batch.kind)) return false;
  return batch.startedBy === staffActor(account) || may(role, 'idNumbers.read');
}
