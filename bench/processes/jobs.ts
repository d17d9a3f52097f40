import type { Running } from './start-process.ts';

/** A job given to another process: its name with what it takes and answers. */
export type Jobs = Record<string, { input: object; output: object }>;

interface Order {
  id: number;
  /** The job to begin; absent to have it end soon. */
  name?: string;
  input?: object;
}

type Answer = { id: number; output: object } | { id: number; error: string };

type Handlers<Kinds extends Jobs> = {
  [Name in keyof Kinds]: (
    input: Kinds[Name]['input'],
    /** Is aborted when the job is to come to an end and answer with what it has. */
    enough: AbortSignal,
  ) => Promise<Kinds[Name]['output']>;
};

/** Does jobs for the process that started this one, until that one is gone. */
export function serveJobs<Kinds extends Jobs>(handlers: Handlers<Kinds>): void {
  const underWay = new Map<number, AbortController>();

  async function carryOut(id: number, name: string, input: object): Promise<void> {
    const enough = new AbortController();
    underWay.set(id, enough);
    let answer: Answer;
    try {
      const handler = handlers[name];
      if (!handler) throw new Error(`there is no job ${name}`);
      answer = { id, output: await handler(input, enough.signal) };
    } catch (error) {
      answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    underWay.delete(id);
    process.send?.(answer);
  }

  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit());
  process.on('message', (order: Order) => {
    if (order.name === undefined) {
      underWay.get(order.id)?.abort();
      return;
    }
    void carryOut(order.id, order.name, order.input ?? {});
  });
  process.send?.('ready');
}

/** A job under way in another process. */
export interface Job<Output> {
  /** Resolves to the answer; rejects when the job fails or its process ends. */
  done: Promise<Output>;
  /** Asks the job to come to an end. */
  enough(): void;
}

/** Gives jobs to a process that serves them. */
export class Worker<Kinds extends Jobs> {
  readonly #running: Running;
  #given = 0;

  constructor(running: Running) {
    this.#running = running;
    running.child.setMaxListeners(0);
  }

  get pid(): number {
    return this.#running.pid;
  }

  begin<Name extends keyof Kinds & string>(
    name: Name,
    input: Kinds[Name]['input'],
  ): Job<Kinds[Name]['output']> {
    const id = ++this.#given;
    const { child, failed } = this.#running;
    const answered = new Promise<Kinds[Name]['output']>((resolve, reject) => {
      const hear = (answer: Answer) => {
        if (answer.id !== id) return;
        child.off('message', hear);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.output);
      };
      child.on('message', hear);
    });
    const done = Promise.race([answered, failed]);
    done.catch(() => undefined);
    child.send({ id, name, input } satisfies Order);
    return { done, enough: () => void child.send({ id } satisfies Order) };
  }

  /** Does a job that comes to an end by itself. */
  do<Name extends keyof Kinds & string>(
    name: Name,
    input: Kinds[Name]['input'],
  ): Promise<Kinds[Name]['output']> {
    return this.begin(name, input).done;
  }
}
