import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';

describe.skipIf(browserMissing)('a dialog longer than the screen', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const place = await mintPlace(platform);
  for (const code of ['1', '2'])
    await platform.mint.offering(place.examSessionId, place.campus.code, code, { capacity: 5 });

  it('keeps its sum and its buttons in sight', async () => {
    const { page, candidate, at, look } = await openSignedIn(started, place);
    await platform.mint.score(candidate.passport, 500);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    for (const name of [/英语四级笔试/, /英语六级笔试/]) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    const dialog = page.getByRole('dialog');
    await look('choose-two');
    for (const height of [740, 640]) {
      await page.setViewportSize({ width: 360, height });
      const foot = [
        dialog.getByText('合计'),
        dialog.getByRole('button', { name: '取消' }),
        dialog.getByRole('button', { name: '确认报考' }),
      ];
      for (const part of foot) {
        const box = await part.boundingBox();
        expect(box && box.y > 0 && box.y + box.height <= height).toBe(true);
      }
    }
  });
});
