import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { arrangeSession } from '../../activities/arrangement/arrange-session.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintPaidRegistration } from '../support/paid-registration.ts';
import { pdfText } from '../support/pdf-text.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('quick print', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();

  it('hands the ticket out from the home page, without a sign-in, on a phone', async () => {
    const { db, clock, mint } = platform;
    const place = await mintPlace(platform, {
      id: '2041-1',
      windows: { ticketWritten: { opensIn: -HOUR_MS, closesIn: HOUR_MS } },
    });
    const { id: offeringId } = await mint.offering(place.examSessionId, place.campus.code, '1');
    const passport = await mint.passport();
    const candidate = await mint.candidate({ ...place, person: passport });
    const of = { ...candidate, passportId: passport.id };
    await mintPaidRegistration(platform, of, [{ offeringId, subject: '1' }], { at: clock.now() });
    const { examSessionId } = place;
    await arrangeSession({
      db,
      clock,
      scope: { examSessionId },
      roomSize: 30,
      actor: 'staff/test',
      newSeed: () => 'seed',
    });

    const { page, look, close } = await openWatchedPage(browser, 'phone');
    try {
      await page.goto(platform.publicUrl);
      await page.getByRole('main').getByRole('link', { name: '快速打印准考证' }).click();
      await page.getByLabel('姓名').fill(passport.name);
      await page.getByLabel('证件号码').fill(passport.idNumber);
      await page.getByText('安全验证 已通过').waitFor();
      await look('quick-print');
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: '打印准考证' }).click();
      const file = await (await downloading).path();
      expect(pdfText(await readFile(file))).toContain(passport.name);
      await page.getByText('准考证已下载').waitFor();
      await look('quick-printed');
    } finally {
      await close();
    }
  });
});
