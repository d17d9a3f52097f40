import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('the parts of the console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();

  const openExamples = async (viewport: 'phone' | 'desk') => {
    const { account } = await platform.mint.staff({ role: 'centreAdmin' });
    const opened = await openConsole({ platform, browser }, account, viewport);
    await opened.page.goto(opened.at('/staff/rights'));
    await opened.page.getByRole('link', { name: '部件示例' }).click();
    await opened.page.getByRole('heading', { name: '部件示例', level: 1 }).waitFor();
    return opened;
  };

  it('list: filter, order and page stand in the address; nothing, an error and waiting are shown', async () => {
    const { page, look, at, troubles } = await openExamples('phone');
    const address = () => new URL(page.url()).search;
    await page.getByText('示例 01').waitFor();
    // On a phone the filter is folded away until it is asked for.
    expect(await page.getByLabel('校区').isVisible()).toBe(false);
    await page.getByRole('button', { name: '筛选', exact: true }).click();
    await page.getByLabel('校区').selectOption('990020');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('示例 02').waitFor();
    await page.getByRole('button', { name: '下一页' }).click();
    await page.getByText('示例 24').waitFor();
    await page.getByRole('button', { name: '收起筛选' }).click();
    await page.getByRole('button', { name: '筛选（已设 1 项）' }).waitFor();
    expect(address()).toContain('place=990020');
    await page.reload();
    await page.getByText('示例 24').waitFor();
    await page.goto(at('/staff/examples?show=empty'));
    await page.getByText('没有符合条件的记录。').waitFor();
    await look('examples-empty');
    await page.goto(at('/staff/examples?show=error'));
    await page.getByText('服务暂时不可用').waitFor();
    await page.getByRole('button', { name: '重试' }).waitFor();
    await look('examples-error');
    expect(troubles).toEqual([]);
  });

  it('form, two people, upload and batch work by keyboard and say what they do', async () => {
    const { page, look, troubles } = await openExamples('desk');
    await page.getByRole('textbox', { name: '座位' }).fill('0');
    await page.getByRole('button', { name: '保存' }).press('Enter');
    await page.locator('.ant-form-item-explain-error').getByText('1 至 999 的整数。').waitFor();
    await look('examples-form');
    await page.getByRole('textbox', { name: '座位' }).fill('90');
    await page.getByRole('button', { name: '保存' }).press('Enter');
    await page.getByText('已保存（示例）。').waitFor();

    await page.getByRole('button', { name: '提交，由第二人审批' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '提交，由第二人审批' }).press('Enter');
    await dialog.getByRole('link').waitFor();
    await look('examples-submitted');
    await dialog.getByRole('button', { name: '关闭' }).press('Enter');
    await page.getByRole('button', { name: '以第二人身份查看' }).press('Enter');
    await page.getByRole('dialog').getByText('12,304').waitFor();
    await look('examples-two-people');
    await page.getByRole('button', { name: '通过' }).press('Enter');
    await page.getByText('已处理（示例）。').waitFor();

    const input = page.locator('input[type=file]');
    const file = (name: string, size: number) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.alloc(size, 'x'),
    });
    await input.setInputFiles(file('roll.pdf', 1));
    await page.getByText('roll.pdf 不是 .csv / .xlsx 文件。').waitFor();
    await input.setInputFiles(file('roll.csv', 1024 * 1024 + 1));
    await page.getByText('roll.csv 超过 1 MB，请拆分后上传。').waitFor();
    await input.setInputFiles(file('roll.csv', 10));
    await page.getByRole('progressbar', { name: '上传进度' }).waitFor();
    await page.getByText('已上传：roll.csv').waitFor();
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'dropped.csv'));
      return data;
    });
    await page.dispatchEvent('.upload', 'drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: '取消上传' }).press('Enter');
    await page.getByRole('progressbar', { name: '上传进度' }).waitFor({ state: 'detached' });
    expect(await page.getByText('已上传：dropped.csv').count()).toBe(0);

    await page.getByRole('button', { name: '暂停' }).press('Enter');
    await page.getByText('已暂停').waitFor();
    await page.getByRole('button', { name: '继续', exact: true }).press('Enter');
    await page.getByText('进行中').waitFor();
    await page.getByRole('button', { name: '取消余下的' }).press('Enter');
    await page.getByText('已取消').waitFor();
    await look('examples-done');
    expect(troubles).toEqual([]);
  });
});
