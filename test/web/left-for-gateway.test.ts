import { expect, it, vi } from 'vitest';
import { leftForGateway } from '../../web/src/site/lib/left-for-gateway.ts';

it('remembers the orders with which this browser has left', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  leftForGateway.note('order-1');
  expect(leftForGateway.has('order-1')).toBe(true);
  expect(leftForGateway.has('order-2')).toBe(false);
});

it('remembers as long as the page where the browser keeps nothing', () => {
  const refuse = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  expect(() => leftForGateway.note('order-3')).not.toThrow();
  expect(leftForGateway.has('order-3')).toBe(true);
});
