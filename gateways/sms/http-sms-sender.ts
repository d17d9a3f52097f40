import { type SmsSender, TextNotSentError } from '../sms.ts';

const TIMEOUT_MS = 10_000;

/** Statuses of refusals that are about this text itself; all others are about the moment or our credentials. */
const PERMANENT_STATUSES = [400, 404, 413, 422];

/**
 * Sends texts through a gateway that takes `POST { id, to, text }` as JSON and answers 2xx once it has accepted one.
 * @param settings.key sent as a bearer token where the gateway asks for one
 */
export function createHttpSmsSender(settings: { url: string; key?: string | undefined }): SmsSender {
  const headers = {
    'content-type': 'application/json',
    ...(settings.key === undefined ? {} : { authorization: `Bearer ${settings.key}` }),
  };
  return {
    async send({ id, to, text }) {
      const response = await fetch(settings.url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id, to, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new TextNotSentError(error instanceof Error ? error.name : 'unknown failure', false);
      });
      await response.body?.cancel();
      if (!response.ok) {
        throw new TextNotSentError(`status ${response.status}`, PERMANENT_STATUSES.includes(response.status));
      }
    },
  };
}
