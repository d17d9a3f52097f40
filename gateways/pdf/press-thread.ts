import { parentPort } from 'node:worker_threads';
import { printTickets } from './admission-ticket.ts';
import type { AdmissionTicket } from './ticket-content.ts';

/** The thread's answer to each requested document. */
export type PressAnswer =
  | { ok: true; pdf: Uint8Array<ArrayBuffer>; missing: string[]; unreadablePhotos: number }
  | { ok: false; failure: string };

/** Prints one document after the other, off the thread that answers requests. */
parentPort?.on('message', (tickets: AdmissionTicket[]) => {
  printTickets(tickets).then(
    (printed) => {
      const pdf = new Uint8Array(printed.pdf);
      return answer({ ok: true, ...printed, pdf }, [pdf.buffer]);
    },
    // The kind of the failure and its place are enough: a message could quote the text of the ticket.
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
