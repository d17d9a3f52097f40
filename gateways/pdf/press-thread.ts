import { parentPort } from 'node:worker_threads';
import { printTickets } from './admission-ticket.ts';
import type { AdmissionTicket } from './ticket-content.ts';

/** What a thread answers for each document it was asked for. */
export type PressAnswer =
  | { ok: true; pdf: Uint8Array<ArrayBuffer>; missing: string[]; unreadablePhotos: number }
  | { ok: false; failure: string };

/** Prints one document after the other, away from the thread that answers requests. */
parentPort?.on('message', (tickets: AdmissionTicket[]) => {
  printTickets(tickets).then(
    (printed) => {
      const pdf = new Uint8Array(printed.pdf);
      return answer({ ok: true, ...printed, pdf }, [pdf.buffer]);
    },
    // A message could quote what stands on the ticket: the kind of the failure and its place say enough.
    (error: unknown) => answer({ ok: false, failure: placeOf(error) }, []),
  );
});

function answer(message: PressAnswer, moved: ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved);
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const places = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return [error.name, ...places.slice(0, 3).map((line) => line.trim())].join(' ');
}
