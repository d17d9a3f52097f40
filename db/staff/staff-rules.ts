import { sql } from 'drizzle-orm';
import { DEFAULT_STAFF_RULES, type StaffRules } from '../../domain/staff/staff-rules.ts';
import type { Database, Transaction } from '../connect.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from '../exam-session/change-setting.ts';
import { SHARED } from '../exam-session/settings-versions.ts';
import type { Reader } from '../reader.ts';
import { staffRules } from '../schema/index.ts';

/** Reads the rules for staff in the whole country, and their version; 0: nobody has set any. */
export async function readStaffRules(db: Reader): Promise<{ version: number; rules: StaffRules }> {
  const [row] = await db.select().from(staffRules);
  if (!row) return { version: 0, rules: DEFAULT_STAFF_RULES };
  const { version, submissionLapseDays, decisionMailMinutes, secondPersonAbove } = row;
  return { version, rules: { submissionLapseDays, decisionMailMinutes, secondPersonAbove } };
}

/** Changes them. No candidate is touched, so they are no part of a season and have a version of their own. */
export async function changeStaffRules(
  db: Database,
  rules: StaffRules,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const form = {
    owner: SHARED,
    scope: '*',
    action: 'staffRulesSet',
    target: 'settings/staff-rules',
    read: async (tx: Transaction) => ({ ...(await readStaffRules(tx)).rules }),
    readVersion: async (tx: Transaction) => (await readStaffRules(tx)).version,
    wanted: { ...rules },
    flaws: async () => [],
    write: async (tx: Transaction) => {
      await tx
        .insert(staffRules)
        .values({ ...rules, version: 1 })
        .onConflictDoUpdate({
          target: staffRules.single,
          set: { ...rules, version: sql`${staffRules.version} + 1` },
        });
    },
  } as const;
  return changeSetting(db, form, request);
}
