import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A helper process that ends the guarded processes and removes the given directories once this process is gone. */
export class Reaper {
  readonly #helper: ChildProcess;
  readonly #guarded = new Set<number>();

  constructor() {
    this.#helper = spawn(process.execPath, [fileURLToPath(new URL('./reaper.mjs', import.meta.url))], {
      // The helper has a session of its own: Ctrl-C in the terminal must not reach it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#helper.stdin?.on('error', () => {});
    this.#helper.unref();
  }

  guard(pid: number, signal: NodeJS.Signals): void {
    this.#guarded.add(pid);
    this.#send({ guard: pid, signal });
  }

  /** Stops guarding a process that has ended: its id may soon belong to another. */
  release(pid: number): void {
    this.#guarded.delete(pid);
    this.#send({ release: pid });
  }

  removeAfterwards(directory: string): void {
    this.#send({ remove: directory });
  }

  /** Ends all guarded processes at once, without a chance to finish. */
  killAll(): void {
    for (const pid of this.#guarded) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // The process has already ended by itself.
      }
    }
  }

  /** Ends the helper, and with it whatever is still guarded. */
  close(): void {
    this.#helper.stdin?.end();
  }

  #send(order: Record<string, string | number>): void {
    this.#helper.stdin?.write(`${JSON.stringify(order)}\n`);
  }
}
