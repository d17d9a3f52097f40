import { expect, it } from 'vitest';
import { flawView } from '../../../api/exam-session/flaw-words.ts';
import { SETTING_FLAWS } from '../../../domain/exam-session/setting-flaws.ts';
import { windowFlaws } from '../../../domain/exam-session/window-rules.ts';
import type { Scope } from '../../../domain/scopes.ts';

const at = (day: number) => Date.parse(`2026-11-${String(day).padStart(2, '0')}T01:00:00Z`);
const registration = (scope: string, from: number, until: number) => ({
  kind: 'registration' as const,
  scope: scope as Scope,
  opensAt: at(from),
  closesAt: at(until),
});

it('a window that reaches outside the one around it says whose it is, and what that one is', () => {
  const [flaw, ...more] = windowFlaws('99', [registration('99', 1, 20)], [registration('*', 2, 10)], []);
  expect(more).toEqual([]);
  const { at: where, against, messages } = flawView(flaw!);
  expect([where, against]).toEqual(['registration/99', '*']);
  expect(messages.zh).toContain('（2026年11月2日 09:00至2026年11月10日 09:00，北京时间）');
  expect(messages.en).toContain('2 Nov 2026, 09:00 to 10 Nov 2026, 09:00, Beijing time');
});

it('a window that would leave none to a place inside it says which time that has', () => {
  const [flaw] = windowFlaws('99', [registration('99', 1, 5)], [registration('99101', 6, 8)], []);
  const { at: where, against, messages } = flawView(flaw!);
  expect([where, against]).toEqual(['registration/99', '99101']);
  expect(messages.zh).toContain('2026年11月6日 09:00至2026年11月8日 09:00');
});

it('a text that is missing says from when a scheduled version is in force', () => {
  const missing = { code: 'TERMS_MISSING' as const, at: '*' };
  const told = flawView({ ...missing, comesAt: at(3) }).messages;
  expect(told.zh).toBe(
    '没有已生效的用户服务协议。已安排的版本于2026年11月3日 09:00（北京时间）生效，届时不再缺少。',
  );
  expect(told.en).toContain('comes into force on 3 Nov 2026, 09:00, Beijing time');
  expect(flawView(missing).messages.zh).toBe('没有已生效的用户服务协议。');
});

it('leaves no place in its words unfilled', () => {
  const facts = {
    at: '*',
    count: 3,
    uses: { offerings: 2 },
    bound: { opensAt: at(1), closesAt: at(2) },
  };
  const told = SETTING_FLAWS.map((code) => flawView({ code, ...facts }).messages);
  expect(told.filter(({ zh, en }) => /[{}]/.test(zh + en))).toEqual([]);
});
