import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('corrections in the console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const { schoolCode, provinceCode } = place.campus;

  it('a school submits one with a proof, and the province approves it on a phone', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    const id = candidate.registrationId;
    const { account } = await platform.mint.staff({ role: 'schoolAdmin', scope: schoolCode });
    const school = await openConsole({ platform, browser }, account, 'desk');
    await school.page.goto(school.at(`/staff/candidates/${id}`));
    const dialog = school.page.getByRole('dialog');
    const fill = async (name: string) => {
      await school.page.getByRole('button', { name: '提交更正' }).click();
      await dialog.getByLabel('姓名').fill(name);
      await dialog.getByLabel('更正原因').fill('与身份证核对');
      await dialog.locator('input[type=file]').setInputFiles({
        name: '身份证.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7 %%EOF'),
      });
      await dialog.getByText('已上传 1 个').waitFor();
    };
    await fill('改错某');
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await dialog.getByText('已提交，等待另一人审批').waitFor();
    await school.page.goto(school.at('/staff/inbox?by=me'));
    await school.page.getByRole('button', { name: /^查看：/ }).click();
    await dialog.getByRole('button', { name: '撤回申请' }).click();
    await dialog.waitFor({ state: 'detached' });
    await school.page.goto(school.at(`/staff/candidates/${id}`));
    await fill('改名某');
    await school.look('console-correction');
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await dialog.getByText('已提交，等待另一人审批').waitFor();
    await dialog.getByText(`${candidate.passport.name} → 改名某`).waitFor();

    const { account: second } = await platform.mint.staff({ role: 'provinceAdmin', scope: provinceCode });
    const province = await openConsole({ platform, browser }, second, 'phone');
    await province.page.goto(province.at('/staff/inbox'));
    await province.page
      .getByRole('button', { name: /^查看：/ })
      .first()
      .click();
    const opened = province.page.getByRole('dialog');
    for (const text of [candidate.passport.name, '改名某', candidate.passport.idNumber, '不变'])
      await opened.getByText(text).first().waitFor();
    await opened.getByRole('link', { name: /^证明 1/ }).waitFor();
    await province.look('console-correction-inbox');
    await opened.getByRole('button', { name: '通过' }).click();
    await opened.waitFor({ state: 'detached' });
    await school.page.reload();
    await school.page.getByText('报名信息已更正：姓名').first().waitFor();
    expect([...school.troubles, ...province.troubles]).toEqual([]);
  });
});
