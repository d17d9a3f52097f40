import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const STEPS = [
  '报名协议',
  '资格信息查询',
  '资格信息确认',
  '笔试报考(必)',
  '笔试缴费(必)',
  '口试报考(选)',
  '口试缴费',
];

/** Asserts that exactly the first steps are done, in words. */
export async function expectDone(page: Page, done: number): Promise<void> {
  const expected = STEPS.map((step, index) => `${step}${index < done ? '已完成' : '未完成'}`);
  const bar = page.getByRole('navigation', { name: '报名进度' });
  await expect
    .poll(() =>
      bar
        .locator('li')
        .evaluateAll((steps) => steps.map((step) => step.querySelector('.progress-text')?.textContent)),
    )
    .toEqual(expected);
}
