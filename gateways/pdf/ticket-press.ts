import { Worker } from 'node:worker_threads';
import { MINUTE_MS } from '../../domain/time.ts';
import type { PressAnswer } from './press-thread.ts';
import type { AdmissionTicket } from './ticket-content.ts';

export interface TicketPress {
  /**
   * Prints a document on a thread of its own. Callers limit how many documents they ask for at a time: each one in
   * progress has a thread.
   * @throws PressStoppedError when the thread ended or took too long; the next document gets a new one
   */
  print(tickets: AdmissionTicket[]): Promise<Extract<PressAnswer, { ok: true }>>;
}

/** The error when the thread is gone. The document may not be the cause: asking again may help. */
export class PressStoppedError extends Error {
  constructor(how: string) {
    super(`the ticket press stopped: ${how}`);
    this.name = 'PressStoppedError';
  }
}

interface PressThread {
  print(tickets: AdmissionTicket[]): Promise<PressAnswer>;
  end(): void;
}

/** The longest a document may take; a room of 99 tickets takes seconds. */
const TIMEOUT_MS = MINUTE_MS;
const MAX_HEAP_MB = 512;

/** Creates a press that starts threads when first needed and keeps them, because reading the fonts costs the most. */
export function createTicketPress(start: () => PressThread = startThread): TicketPress {
  const idle: PressThread[] = [];
  return {
    async print(tickets) {
      const thread = idle.pop() ?? start();
      let answer: PressAnswer;
      try {
        answer = await thread.print(tickets);
      } catch (error) {
        thread.end();
        throw error;
      }
      idle.push(thread);
      if (!answer.ok) throw new Error(`a ticket could not be printed: ${answer.failure}`);
      return answer;
    },
  };
}

function startThread(): PressThread {
  const worker = new Worker(new URL('./press-thread.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  // An idle thread must not keep the process alive, and an error without a listener would end the process.
  worker.unref();
  worker.on('error', () => {});
  return {
    print: (tickets) =>
      new Promise((resolve, reject) => {
        const stop = (how: string) => settle(() => reject(new PressStoppedError(how)));
        const timer = setTimeout(() => stop('it took too long'), TIMEOUT_MS);
        const settle = (outcome: () => void) => {
          clearTimeout(timer);
          worker.off('message', onMessage).off('error', onError).off('exit', onExit);
          outcome();
        };
        const onMessage = (answer: PressAnswer) => settle(() => resolve(answer));
        const onError = (error: Error) => stop(error.name);
        const onExit = (code: number) => stop(`exit code ${code}`);
        worker.on('message', onMessage).on('error', onError).on('exit', onExit);
        worker.postMessage(tickets, []);
      }),
    end: () => void worker.terminate(),
  };
}
