import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { type AcceptedCommand, type Intent, runOnce } from '../../../api/commands/run-once.ts';
import { staffActor } from '../../../domain/actor.ts';
import { subjectOf } from '../../../domain/command-subject.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

function intent(more: Partial<Intent> = {}): Intent {
  const body = { capacity: 1 };
  return { actor: staffActor(randomUUID()), desk: 'desk', key: 'first-key', route: 'POST /', body, ...more };
}

/** Sends a command that is under way until the test says how it ended. */
async function underWay(given: Intent) {
  let resolve: (accepted: AcceptedCommand) => void = () => {};
  const promise = new Promise<AcceptedCommand>((settle) => {
    resolve = settle;
  });
  const send = vi.fn(() => promise);
  const running = runOnce(api, given, send);
  await expect.poll(() => send.mock.calls.length).toBe(1);
  return {
    finish() {
      resolve({ subject: subjectOf('rebind', randomUUID()), answer: { version: 1, code: 'OK' } });
      return running;
    },
  };
}

const never = () => Promise.reject(new Error('was sent'));

it('a key that comes with other content while its command is under way is refused; the command keeps its place', async () => {
  const first = intent();
  const { finish } = await underWay(first);
  const reused = runOnce(api, { ...first, body: { capacity: 2 } }, never);
  await expect(reused).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  const other = runOnce(api, { ...first, key: 'other-key' }, never);
  await expect(other).rejects.toMatchObject({ code: 'COMMAND_IN_FLIGHT' });
  expect(await finish()).toMatchObject({ answer: { code: 'OK' } });
});

it('the same key of another actor, or at another desk, is another command', async () => {
  const first = intent();
  const { finish } = await underWay(first);
  const subjects = [];
  for (const another of [intent({ key: first.key }), { ...first, desk: 'other' }]) {
    const { finish: finishOther } = await underWay(another);
    subjects.push((await finishOther()).subject);
  }
  subjects.push((await finish()).subject);
  expect(new Set(subjects).size).toBe(3);
});
