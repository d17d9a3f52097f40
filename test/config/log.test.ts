import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../config/log.ts';

/** Logs one entry. @returns the line */
function lineOf(entry: object, process = 'api'): string {
  const lines: string[] = [];
  createLogger(process, 'debug', { write: (line) => void lines.push(line) }).warn(entry, 'what happened');
  return lines.join('');
}

const secret = '13900000001';
const failed = (name = 'the parameter') => new TypeError(`${name} was ${secret}`);
const withCause = new Error(`outer ${secret}`, { cause: failed() });
const withCode = Object.assign(failed(), { code: 'ECONNRESET', parameters: [secret] });
const circular = new Error(secret);
circular.cause = circular;

describe('an error in a log', () => {
  it.each([
    ['on its own', { error: failed() }],
    ["under the library's name", { err: failed() }],
    ['itself', failed()],
    ['in what Temporal adds', { meta: { taskQueue: 'q', error: failed() } }],
    ['in a list', { errors: [failed(), failed()] }],
    ['with a cause', { error: withCause }],
    ['that is its own cause', { error: circular }],
    ['with a code', { error: withCode }],
    ['of another realm', { error: runInNewContext(`new TypeError('${secret}')`) as unknown }],
    ['that several make up', { error: new AggregateError([failed()], secret) }],
    ['without a prototype', { error: Object.create(null) as unknown }],
    ['that is an empty object', { error: {} }],
    ['that is nothing', { error: null }],
    ['deeper than anything is looked at', { a: { b: { c: { d: { e: { f: failed() } } } } } }],
  ])('%s says what kind it is and never what it was about', (_, entry) => {
    const line = lineOf(entry);
    expect(line).not.toMatch(/:\{\}/);
    expect(line).not.toContain(secret);
    expect(line).toMatch(/"type":"\w+"|…/);
  });

  it('keeps type, code, place and cause', () => {
    expect(JSON.parse(lineOf({ what: 'mail 3', error: withCode }))).toMatchObject({
      what: 'mail 3',
      error: {
        type: 'TypeError',
        code: 'ECONNRESET',
        at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      },
    });
    expect(JSON.parse(lineOf({ error: withCause }))).toMatchObject({
      error: { type: 'Error', cause: { type: 'TypeError' } },
    });
  });
});

it('keeps what is said of a workflow that this release does not have, which comes without a place, and no more', () => {
  const said =
    "Failed to initialize workflow of type 'retiredWorkflow': no such function is exported by the workflow bundle";
  const of = (message: string) => Object.assign(new Error(message), { stack: '' });
  expect(JSON.parse(lineOf({ error: of(said) }))).toMatchObject({ error: { type: 'Error', said } });
  expect(lineOf({ error: of(`${said} ${secret}`) })).not.toContain(secret);
  expect(lineOf({ error: of(said.replace('retired', `${secret} `)) })).not.toContain(secret);
});

it('gives every process lines of one shape', () => {
  for (const process of ['api', 'worker']) {
    expect(JSON.parse(lineOf({ count: 1, at: new Date(0) }, process))).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      process,
      count: 1,
      at: '1970-01-01T00:00:00.000Z',
      msg: 'what happened',
    });
  }
});
