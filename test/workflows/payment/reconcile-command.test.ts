import type { Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../domain/time.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import { EXIT_DONE, EXIT_UNUSABLE } from '../../../stack/commands/import-command.ts';
import { EXIT_STILL_GOING, runReconcileCommand } from '../../../stack/commands/reconcile-command.ts';
import { orderedThrough, paymentWays } from '../../support/payment-ways.ts';
import { TEST_KEYS } from '../../support/platform.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually } from '../../support/records.ts';
import { accepted } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();
const { address } = (platform.client.connection as Connection).options;
const ways = paymentWays(platform);
const today = beijingDay(clock.now());
/** A clock by which the day is over, for the person who types the command. */
const tomorrow = { now: () => clock.now() + DAY_MS };

const LONG_MS = 20 * MINUTE_MS;

function run(args: string[], given: { environment?: NodeJS.ProcessEnv; resultMs?: number } = {}) {
  const lines: string[] = [];
  const command = {
    args,
    environment: given.environment ?? {
      APP_ENV: 'test',
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: platform.client.options.namespace,
      TEMPORAL_TASK_QUEUE: platform.taskQueue,
      PAYLOAD_KEY: TEST_KEYS.payloadKey,
    },
    clock: tomorrow,
    print: (line: string) => lines.push(line),
    onProgress: () => {},
  };
  return runReconcileCommand(command, { resultMs: given.resultMs ?? LONG_MS, connectMs: 500 }).then(
    (code) => ({ code, lines }),
  );
}

describe('npm run reconcile', () => {
  it('tells registrations of payments whose notices were lost, and says what it found', async () => {
    const seats = [];
    for (const way of Object.values(ways)) {
      const seat = await orderedThrough(platform, way);
      await way.pay(seat.payUrl, { lost: true });
      seats.push(seat);
    }
    const running = run([today]);
    for (const { candidate } of seats) {
      await eventually(async () => {
        await platform.deliverMessages();
        return accepted(await candidate.registration()).stage;
      }).toBe('paid');
    }
    await pass(6 * MINUTE_MS);
    const { code, lines } = await running;
    expect(code).toBe(EXIT_DONE);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['gateway', 'day', 'payments', 'refunds', 'recovered', 'for finance', 'difference (yuan)'],
      ['alipay', today, '1', '0', '0', '0', '0.00'],
      ['payease', today, '1', '0', '0', '0', '0.00'],
    ]);
  });

  it('does not wait for ever for a bill, and can be asked again', async () => {
    await ways.payease.behave({ gateway: 'error' });
    const waiting = await run([today, '--gateway', 'payease'], { resultMs: 1_000 });
    expect(waiting.code).toBe(EXIT_STILL_GOING);
    expect(waiting.lines).toEqual([expect.stringContaining(`reconciliation/payease/${today}`)]);
    await ways.payease.behave({ gateway: 'up' });
    const again = run([today, '--gateway', 'ＰayEase']);
    await pass(MINUTE_MS);
    expect((await again).code).toBe(EXIT_DONE);
  });

  it.each([
    [[], 'Say which day'],
    [['yesterday'], 'Say which day'],
    [['2026-02-30'], 'Say which day'],
    [['2026-01-01', '2026-01-02'], 'Say which day'],
    [['2999-01-01'], 'not over yet'],
    [['２９９９-０１-０１'], '2999-01-01 is not over yet'],
    [['2026-01-01', '--gateway', 'wechat'], '--gateway takes one of'],
    [['--days', '2026-01-01'], 'npm run reconcile -- --help'],
  ])('refuses %j: %s', async (args, words) => {
    const { code, lines } = await run(args);
    expect({ code, line: lines[0] }).toEqual({ code: EXIT_UNUSABLE, line: expect.stringContaining(words) });
  });

  it('says where it looked for Temporal', async () => {
    const environment = {
      APP_ENV: 'test',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      PAYLOAD_KEY: TEST_KEYS.payloadKey,
    };
    const { code, lines } = await run([today], { environment });
    expect(code).toBe(EXIT_UNUSABLE);
    expect(lines[0]).toContain('127.0.0.1:1');
  });

  it('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({ code: EXIT_DONE });
  });
});
