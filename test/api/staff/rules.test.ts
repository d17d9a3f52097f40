import type { z } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { staffRulesSchema } from '../../../api/staff/rules-schemas.ts';
import { auditLog, staffRules } from '../../../db/schema/index.ts';
import { DEFAULT_STAFF_RULES } from '../../../domain/staff/staff-rules.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

describe('rules for staff', () => {
  it('are the usual ones until the centre sets others, on the version that was seen', async () => {
    const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
    const reviewer = await mintSettingStaff(api, { role: 'reviewer' });
    const read = async () => (await reviewer.call<z.infer<typeof staffRulesSchema>>('GET', '/rules')).body;
    const set = (submissionLapseDays: unknown, version: number) =>
      centre.call<Settled & Refused>('PUT', '/rules', {
        rules: { submissionLapseDays, decisionMailMinutes: 5, secondPersonAbove: 1_000 },
        version,
      });
    expect(await read()).toEqual({ version: 0, rules: DEFAULT_STAFF_RULES });
    const changes = [{ field: 'submissionLapseDays', from: 3, to: 7 }];
    expect((await set(7, 0)).body).toMatchObject({ isApplied: true, version: 1, changes });
    expect(await set(5, 0)).toMatchObject({
      status: 409,
      body: {
        code: 'SETTINGS_OUTDATED',
        version: 1,
        present: { submissionLapseDays: 7, decisionMailMinutes: 5 },
        meanwhile: [{ actor: `staff/${centre.account}`, version: 1, changes }],
      },
    });
    expect((await set(7, 0)).body).toMatchObject({ isApplied: false, version: 1 });
    expect((await set(5, 1)).body).toMatchObject({ isApplied: true, version: 2 });
    for (const bad of [0, 31, 1.5, '3', null]) expect((await set(bad, 2)).status).toBe(400);
    expect(await read()).toEqual({
      version: 2,
      rules: { submissionLapseDays: 5, decisionMailMinutes: 5, secondPersonAbove: 1_000 },
    });
    const audited = await api.db.select().from(auditLog).where(eq(auditLog.action, 'staffRulesSet'));
    expect(audited).toHaveLength(2);
  });

  it('let one person reach no more people alone than the rule does, whoever sets them, by SQL too', async () => {
    const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
    const { version, rules } = (await centre.call<z.infer<typeof staffRulesSchema>>('GET', '/rules')).body;
    const more = { version, rules: { ...rules, secondPersonAbove: 1_001 } };
    expect((await centre.call<Settled & Refused>('PUT', '/rules', more)).status).toBe(400);
    await expect(api.db.update(staffRules).set({ secondPersonAbove: 1_001 })).rejects.toMatchObject({
      cause: { constraint_name: 'staff_rules_second_person_above' },
    });
  });
});
