import { expect, it } from 'vitest';
import { durationText } from '../../web/src/lib/duration.ts';

it.each([
  [24 * 60, '24 小时', '24 hours'],
  [60, '1 小时', '1 hour'],
  [90, '1 小时 30 分钟', '1 hour 30 minutes'],
  [1, '1 分钟', '1 minute'],
])('%i minutes are told as %s, %s', (minutes, zh, en) => {
  expect([durationText(minutes, 'zh'), durationText(minutes, 'en')]).toEqual([zh, en]);
});

it('no text of the site says for how long a seat is held, or which score CET-6 takes: both are set', async () => {
  for (const language of ['zh', 'en'] as const) {
    const { words } = await import(`../../web/src/i18n/${language}.ts`);
    const { home, subjects, waitlist } = words;
    const told = JSON.stringify([home, subjects, waitlist]);
    expect(told).not.toMatch(/24 小时|24 hours|425/);
    expect(told.match(/\{\{hold\}\}/g)).toHaveLength(5);
    expect(told).toContain('{{score}}');
  }
});
