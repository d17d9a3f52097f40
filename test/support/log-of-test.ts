import { Writable } from 'node:stream';
import { type Level, type Logger, multistream, pino } from 'pino';
import { createLogger, logOptions } from '../../config/log.ts';
import { afterAll, afterEach, beforeEach, type RunnerTestSuite } from 'vitest';

const SHOWN_LINES = 60;

interface KeptLog {
  level?: Level;
  /** Is told every line as well, for a test that reads the log. */
  tee?: (line: string) => void;
}

/**
 * Makes the log of a platform or an API: kept in memory, and printed with a test or a set-up that fails. `TEST_LOG=debug`
 * prints all of it at once.
 */
export function logOfTest({ level = 'info', tee }: KeptLog = {}): Logger {
  /** Lines of the set-up, then of the test at hand. */
  let lines: string[] = [];
  let ofSetUp: string[] | undefined;
  const kept = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      if (lines.length > 2 * SHOWN_LINES) lines = lines.slice(-SHOWN_LINES);
      tee?.(String(chunk));
      done();
    },
  });
  const { TEST_LOG } = process.env as { TEST_LOG?: Level };
  if (TEST_LOG) {
    const printed = { level: TEST_LOG, stream: pino.destination(1) };
    return pino(logOptions('test', 'trace'), multistream([{ level, stream: kept }, printed]));
  }

  function print(whose: string): void {
    for (const [part, said] of [
      ['of the set-up', ofSetUp ?? []],
      [whose, lines],
    ] as const) {
      const shown = said.slice(-SHOWN_LINES).join('');
      if (shown) process.stderr.write(`\nThe log ${part}, its end:\n${shown}`);
    }
    // Said once, with the first that fails.
    ofSetUp = [];
    lines = [];
  }
  beforeEach(() => {
    ofSetUp ??= lines;
    lines = [];
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') print(`of "${task.name}"`);
  });
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures a hook wants: none
  afterAll(({}, suite) => {
    if (failedOutsideTests(suite)) print(`of "${suite.name}"`);
  });
  return createLogger('test', level, kept);
}

/** Tells whether a hook of the suite, or of one within it, has failed: its tests have then not been run. */
function failedOutsideTests({ result, tasks }: Readonly<RunnerTestSuite>): boolean {
  if (result?.errors?.length) return true;
  return tasks.some((task) => task.type === 'suite' && failedOutsideTests(task));
}
