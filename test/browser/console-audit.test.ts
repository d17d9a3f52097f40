import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../config/key-ring.ts';
import { sealAudit } from '../../db/seal-audit.ts';
import { AuditVerifier } from '../../worker/audit-verifier.ts';
import { browserMissing } from '../support/chromium.ts';
import { logOfTest } from '../support/log-of-test.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('the audit log in the console', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { mint, db, clock } = started.platform;

  it('is verified in the background, and the report is there to be read', async () => {
    const keys = createKeyRing(randomBytes(32).toString('hex'));
    const verifier = new AuditVerifier({ db, clock, keys, log: logOfTest() });
    const { account } = await mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole(started, account, 'phone');
    await page.goto(at('/staff/audit'));
    await page.getByRole('button', { name: '立即校验' }).click();
    await page.getByText('等待开始').waitFor();
    await sealAudit(db, keys, clock.now());
    await verifier.verifyAsked();
    await page.getByText('已完成').waitFor();
    await page.getByText('全部与封存时一致。').waitFor();
    await look('console-audit-verified');
    await page.reload();
    await page.getByText('全部与封存时一致。').waitFor();
    expect(troubles).toEqual([]);
  });
});
