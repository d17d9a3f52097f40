import { and, eq, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { AuditAction, SettingAudit } from '../../domain/audit.ts';
import { isImpactSeen, type Impact } from '../../domain/exam-session/impact.ts';
import { isOfUnknown, type SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { type FieldChange, fieldChanges, type SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { listAuditChanges, type RecordedChange } from '../list-audit-changes.ts';
import type { Reader } from '../reader.ts';
import { recordAudit } from '../record-audit.ts';
import { settingsVersions } from '../schema/index.ts';
import { isSessionClosed } from './closed-sessions.ts';
import { findNewFindings } from './find-new-findings.ts';
import { SHARED } from './settings-versions.ts';

/** What one form sets: things of an exam session, or what all of them share (`*`), at one scope. */
export interface SettingPlace {
  /** An exam session, or `*`. */
  owner: string;
  scope: Scope;
}

/** Who changes something, and how. */
export interface SettingRequest {
  /** The staff account; or whoever runs a command of the platform. */
  account: string;
  at: Instant;
  /** The version of the scope that the form showed; null: whatever there is, for commands that show nothing. */
  version: number | null;
  /** The number of people that they were told they touch; infinite for commands that ask nobody. */
  seenCount?: number | undefined;
  /** The number of findings that they were told of; infinite likewise. */
  seenFindings?: number | undefined;
  /** True to learn what would change, and for whom. */
  isPreview: boolean;
  /** True for something that is added under a code: it must not be there yet. */
  isNew?: boolean | undefined;
}

type SettingAction = Extract<AuditAction, { details: SettingAudit }>['action'];

/** One form: how its fields are read, held to the rules and written. Everything runs in one transaction. */
export interface SettingForm extends SettingPlace {
  action: SettingAction;
  /** What the audit log calls it where nothing was there before; absent: the same. */
  actionIfNew?: SettingAction;
  /** The target in the audit log, where the scope does not name it. */
  target?: string;
  /** Further details for the audit log. */
  details?: Record<string, string | number | null>;
  /** Reads the fields as they are set; null: there is no such thing yet. */
  read(tx: Transaction): Promise<SettingFields | null>;
  wanted: SettingFields;
  /** Finds everything that is wrong with what is wanted, and what is to be seen before it is done. */
  flaws(tx: Transaction, changes: FieldChange[]): Promise<SettingFlaw[]>;
  /** Reads the version of what is not counted by scope; absent: that of the scope. */
  readVersion?(tx: Transaction): Promise<number>;
  /** Finds whom it touches; absent: nobody. */
  impact?(tx: Transaction, changes: FieldChange[]): Promise<Impact>;
  write(tx: Transaction, changes: FieldChange[]): Promise<void>;
  /** Says in the audit log what was changed; absent: the fields as they were read. */
  recorded?(changes: FieldChange[]): FieldChange[];
}

export interface SettingsAnswer {
  /** False for a preview, and where everything is set already. */
  isApplied: boolean;
  version: number;
  changes: FieldChange[];
  impact: Impact;
  /** What the opening checklist says of it, and has to be seen before it is done. */
  findings: SettingFlaw[];
}

/** The answer to a change of settings; with any but `done` nothing was changed. */
export type SettingOutcome =
  | ({ kind: 'done' } & SettingsAnswer)
  | { kind: 'refused'; flaws: SettingFlaw[] }
  | { kind: 'closed' }
  /** What was to be added is there already. */
  | { kind: 'exists' }
  /** Somebody has changed it since the form was shown. */
  | { kind: 'outdated'; version: number; present: SettingFields; meanwhile: RecordedChange[] }
  | { kind: 'unseen'; impact: Impact; findings: SettingFlaw[] };

const NOBODY: Impact = { count: 0, first: [] };

/** Names the target of the audit log under which changes of a scope are found. */
export function settingTarget({ owner, scope }: SettingPlace): string {
  return `settings/${owner}/${scope}`;
}

/** Reads the version of what is set at a scope, by its owner alone; 0: nothing is. */
export async function readScopeVersion(db: Reader, { owner, scope }: SettingPlace): Promise<number> {
  const [row] = await db
    .select({ version: settingsVersions.version })
    .from(settingsVersions)
    .where(and(eq(settingsVersions.examSessionId, owner), eq(settingsVersions.scope, scope)));
  return row?.version ?? 0;
}

/**
 * Changes what staff set, as a whole or not at all. What is set already is answered as it is, so that the same request can
 * be sent again. Changes of one exam session happen one after the other, because the rules look across scopes.
 */
export async function changeSetting(
  db: Pick<Database, 'transaction'>,
  form: SettingForm,
  request: SettingRequest,
): Promise<SettingOutcome> {
  return db.transaction((tx) => changeIn(tx, form, request));
}

async function changeIn(
  tx: Transaction,
  form: SettingForm,
  { account, at, version, seenCount, seenFindings = 0, isPreview, isNew }: SettingRequest,
): Promise<SettingOutcome> {
  await lockOwner(tx, form);
  const versionOf = () => form.readVersion?.(tx) ?? readScopeVersion(tx, form);
  const target = form.target ?? settingTarget(form);
  const [present, before] = [await form.read(tx), await versionOf()];
  const changes = fieldChanges(present ?? {}, form.wanted);
  if (changes.length === 0 && present)
    return { kind: 'done', isApplied: false, version: before, changes, impact: NOBODY, findings: [] };
  if (await isClosed(tx, form)) return { kind: 'closed' };
  if (isNew && present) return { kind: 'exists' };
  const flaws = await form.flaws(tx, changes);
  if (version !== null && version !== before) {
    const unknown = flaws.filter(isOfUnknown);
    if (unknown.length > 0) return { kind: 'refused', flaws: unknown };
    const meanwhile = await listAuditChanges(tx, target, version);
    return { kind: 'outdated', version: before, present: present ?? {}, meanwhile };
  }
  const wrong = flaws.filter(({ isNote }) => !isNote);
  if (wrong.length > 0) return { kind: 'refused', flaws: wrong };
  const found = await findNewFindings(tx, form, (trial) => form.write(trial, changes), at);
  // What is added is completed step by step, by school and province; until then nobody can choose it.
  const needed = present ? found.filter(({ isNote }) => !isNote) : [];
  if (needed.length > 0) return { kind: 'refused', flaws: needed };
  const findings = [...flaws, ...found];
  const impact = (await form.impact?.(tx, changes)) ?? NOBODY;
  if (isPreview) return { kind: 'done', isApplied: false, version: before, changes, impact, findings };
  const areSeen = seenFindings === Number.POSITIVE_INFINITY || seenFindings === findings.length;
  if (!areSeen || !isImpactSeen(seenCount, impact.count)) return { kind: 'unseen', impact, findings };
  await form.write(tx, changes);
  const after = await versionOf();
  await recordAudit(tx, {
    actor: staffActor(account),
    action: (present ? undefined : form.actionIfNew) ?? form.action,
    target,
    details: { ...form.details, version: after, changes: form.recorded?.(changes) ?? changes },
    happenedAt: at,
  } as Parameters<typeof recordAudit>[1]);
  return { kind: 'done', isApplied: true, version: after, changes, impact, findings };
}

/** Lets changes of one exam session, or of one shared scope, wait for each other; nobody else waits for them. */
async function lockOwner(tx: Transaction, place: SettingPlace): Promise<void> {
  const locked = place.owner === SHARED ? settingTarget(place) : `settings/${place.owner}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${locked}, 0))`);
}

async function isClosed(tx: Transaction, { owner, action }: SettingForm): Promise<boolean> {
  if (owner === SHARED || action === 'examSessionOpened') return false;
  return isSessionClosed(tx, owner);
}
