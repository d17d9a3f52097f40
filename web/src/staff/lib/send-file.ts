import { actingFor } from '../../../../domain/actor.ts';
import { readProblem } from '../../lib/client.ts';
import { pageOwner } from '../../lib/page-owner.ts';
import { Problem } from '../../lib/problem.ts';

interface Sending {
  path: string;
  file: File;
  /** Hears which share of it (0 to 1) has gone. */
  told: (share: number) => void;
  signal: AbortSignal;
}

/** Sends a file as it is, and reads the answer. `fetch` does not tell how much has gone. @throws Problem */
export function sendFile<Answer>({ path, file, told, signal }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    const owner = pageOwner();
    if (owner)
      for (const [name, value] of Object.entries(actingFor(owner))) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (answer.ok) resolve(JSON.parse(request.responseText) as Answer);
      else readProblem(answer).then(reject, reject);
    });
    request.addEventListener('error', () => reject(new Problem('OFFLINE')));
    signal.addEventListener('abort', () => {
      request.abort();
      reject(new Problem('OFFLINE'));
    });
    request.send(file);
  });
}
