import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';

const SHOWN_LINES = 60;

/**
 * Makes the log of a platform: kept in memory, and printed with a test that fails. `TEST_LOG=debug` prints all of it at
 * once.
 */
export function logOfTest(): Logger {
  const { TEST_LOG } = process.env;
  if (TEST_LOG) return pino({ level: TEST_LOG });
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
  });
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail' || lines.length === 0) return;
    const shown = lines.slice(-SHOWN_LINES).join('');
    process.stderr.write(`\nThe platform's log of "${task.name}", its end:\n${shown}`);
  });
  return pino(
    { level: 'info' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        if (lines.length > 2 * SHOWN_LINES) lines = lines.slice(-SHOWN_LINES);
        done();
      },
    }),
  );
}
