import { randomBytes } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { describe, expect, it, vi } from 'vitest';
import type { verificationsSchema } from '../../../api/staff/audit-verification-routes.ts';
import { createKeyRing } from '../../../config/key-ring.ts';
import { claimVerification } from '../../../db/audit-verifications.ts';
import { recordAudit } from '../../../db/record-audit.ts';
import { auditVerifications } from '../../../db/schema/index.ts';
import { sealAudit } from '../../../db/seal-audit.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import { AuditVerifier } from '../../../worker/audit-verifier.ts';
import { onDatabase } from '../../support/sql.ts';
import { mintSettingStaff } from '../../support/setting-calls.ts';
import { createTestApi } from '../test-api.ts';

type List = z.infer<typeof verificationsSchema>;
type Verification = List['verifications'][number];

const api = await createTestApi();
const { db, clock } = api;
const keys = createKeyRing(randomBytes(32).toString('hex'));
const verifier = new AuditVerifier({ db, clock, log: api.log, keys });
const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
const path = '/audit/verifications';
const ask = async () => (await centre.call<Verification>('POST', path)).body;
const newest = async () => (await centre.call<List>('GET', path)).body.verifications[0]!;

describe('verifications of the logs', () => {
  it('are asked for once, carried out by a worker, and stay to be read', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ askedBy: centre.account, state: 'asked', finishedAt: null, report: null });
    expect((await ask()).id).toBe(asked.id);
    // A transaction that is open in another database holds the rows of all back.
    await vi.waitFor(async () => {
      await sealAudit(db, keys, clock.now());
      await verifier.verifyAsked();
      const { trails } = (await newest()).report!;
      if (trails.some(({ unsealedCount }) => unsealedCount > 0)) {
        await ask();
        throw new Error('not sealed yet');
      }
    }, 30_000);
    const done = await newest();
    expect(done).toMatchObject({ state: 'done', report: { lostHeads: [] } });
    expect(done.report!.trails.find(({ trail }) => trail === 'audit_log')).toMatchObject({
      findingCount: 0,
      lastRow: expect.stringMatching(/^\d+$/),
    });
    expect(
      (await centre.call<{ entries: object[] }>('GET', '/audit?action=auditVerificationAsked')).body.entries
        .length,
    ).toBeGreaterThan(0);
  });

  it('tell of a chain that was cut short after an earlier one', async () => {
    const happenedAt = clock.now();
    await recordAudit(db, { actor: 'timer', action: 'emailVerified', target: 'passport/1', happenedAt });
    await vi.waitFor(async () => {
      expect((await sealAudit(db, keys, clock.now())).map(({ trail }) => trail)).toContain('audit_log');
    }, 30_000);
    await ask();
    await verifier.verifyAsked();
    await onDatabase(api.ownerUrl, (sql) =>
      sql.unsafe(`set session_replication_role = replica;
        delete from audit_seals where trail = 'audit_log' and number = (select max(number) from audit_seals where trail = 'audit_log');`),
    );
    await ask();
    await verifier.verifyAsked();
    expect((await newest()).report!.lostHeads).toHaveLength(1);
  });

  it('begin again when a worker is gone, and are given up after the third', async () => {
    const { id } = await ask();
    for (const attempt of [1, 2, 3]) {
      expect(await claimVerification(db, clock.now())).toMatchObject({ id, attempts: attempt });
      expect(await claimVerification(db, clock.now())).toBeNull();
      clock.advance(HOUR_MS);
    }
    expect(await claimVerification(db, clock.now())).toBeNull();
    expect(await newest()).toMatchObject({ id, state: 'failed' });
  });

  it('are for those who read the audit log of the whole country, page by page', async () => {
    const narrow = await mintSettingStaff(api, { role: 'centreAdmin', scope: '86' });
    expect(await narrow.call('POST', path)).toMatchObject({ status: 403, body: { code: 'OUT_OF_SCOPE' } });
    expect((await narrow.call<List>('GET', path)).body.verifications).toEqual([]);
    await db.insert(auditVerifications).values(
      [1, 2].map((hour) => ({
        askedBy: centre.account,
        askedAt: clock.now() + hour,
        state: 'failed' as const,
        finishedAt: clock.now(),
      })),
    );
    const first = (await centre.call<List>('GET', `${path}?limit=1`)).body;
    const second = (await centre.call<List>('GET', `${path}?limit=1&after=${first.nextCursor}`)).body;
    expect(second.verifications[0]!.id).toBeLessThan(first.verifications[0]!.id);
  });
});
