import { describe, expect, test } from 'vitest';
import { readFlags } from '../../stack/flags.ts';
import { usage } from '../../stack/usage.ts';

describe('flags of npm start', () => {
  test.each([
    [[], { help: false, reset: false, empty: false }],
    [['--reset'], { help: false, reset: true, empty: false }],
    [['--reset', '--empty'], { help: false, reset: true, empty: true }],
    [['--help'], { help: true, reset: false, empty: false }],
    [['-h'], { help: true, reset: false, empty: false }],
    [['--hold-minutes', '3'], { help: false, reset: false, empty: false, holdMinutes: 3 }],
    [['--hold-minutes=10080', '--reset'], { help: false, reset: true, empty: false, holdMinutes: 10_080 }],
  ])('%j', (args, expected) => {
    expect(readFlags(args)).toEqual(expected);
  });

  test.each([
    [['--rest'], /--rest/],
    [['reset'], /reset/],
    [['--reset=yes'], /--reset/],
    [['--hold-minutes'], /--hold-minutes/],
    [['--hold-minutes', '0'], /whole number from 1 to 10080, not "0"/],
    [['--hold-minutes', '1.5'], /not "1.5"/],
    [['--hold-minutes', '10081'], /not "10081"/],
    [['--hold-minutes', 'soon'], /not "soon"/],
  ])('%j is refused in one line', (args, line) => {
    const read = () => readFlags(args);
    expect(read).toThrow(line);
    expect(read).toThrow(/^[^\n]+$/);
  });

  test('help names every flag and every port with its variable', () => {
    for (const word of [
      '--reset',
      '--empty',
      '--hold-minutes',
      '--help',
      'PORT',
      'POSTGRES_PORT',
      'TEMPORAL_UI_PORT',
      '54320',
    ])
      expect(usage()).toContain(word);
  });
});
