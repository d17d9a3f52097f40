import ShaWorker from 'altcha/workers/sha?worker';
import type { CaptchaChallenge } from './api-types.ts';
import { answer, client } from './client.ts';

/** Fetches a proof-of-work challenge and solves it off the main thread. The server takes each solution once. */
export async function solveCaptcha(signal: AbortSignal): Promise<string> {
  const { algorithm, challenge, salt, signature } = await answer(
    client.api.captcha.$get({}, { init: { signal } }),
  );
  const number = await search({ algorithm, challenge, salt }, signal);
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

type Riddle = Pick<CaptchaChallenge, 'algorithm' | 'challenge' | 'salt'>;

/** Looks for the number whose hash, together with the salt, is the challenge. */
function search({ algorithm, challenge, salt }: Riddle, signal: AbortSignal): Promise<number> {
  const worker = new ShaWorker();
  const found = new Promise<number>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('error', reject);
    worker.addEventListener('message', ({ data }: MessageEvent<{ counter?: number } | null>) => {
      if (typeof data?.counter === 'number') resolve(data.counter);
      else reject(new Error('The captcha could not be solved.'));
    });
  });
  const work = {
    type: 'work',
    counterMode: 'string',
    challenge: { parameters: { algorithm, cost: 1, nonce: hex(salt), salt: '', keyPrefix: challenge } },
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  worker.postMessage(work);
  return found.finally(() => worker.terminate());
}

function hex(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
