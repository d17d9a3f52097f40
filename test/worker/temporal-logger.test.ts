import { expect, it } from 'vitest';
import { createLogger } from '../../config/log.ts';
import { temporalLogger } from '../../worker/temporal-logger.ts';

it("what Temporal's SDK reports has the shape of our own lines: one level, errors without their words", () => {
  const lines: string[] = [];
  const log = createLogger('worker', 'info', { write: (line) => void lines.push(line) });
  const temporal = temporalLogger(log, 'WARN');
  temporal.info('not so much');
  temporal.error('a task failed', { workflowId: 'registration/1', error: new TypeError('of 13900000001') });
  expect(lines).toHaveLength(1);
  expect(lines[0]!.match(/"level"/g)).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 50,
    process: 'worker',
    msg: 'a task failed',
    meta: { workflowId: 'registration/1', error: { type: 'TypeError', at: expect.any(Array) } },
  });
  expect(lines[0]).not.toContain('13900000001');
});
