import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const TAIL_LINES = 20;

/** A log file that never grows past `maxBytes`: a full one becomes `<name>.1`, replacing the one before. */
export class BoundedLog {
  readonly path: string;
  readonly #maxBytes: number;
  #fd: number;
  #size: number;
  #recent = '';
  #closed = false;

  constructor(path: string, maxBytes = DEFAULT_MAX_BYTES) {
    this.path = path;
    this.#maxBytes = maxBytes;
    mkdirSync(dirname(path), { recursive: true });
    this.#fd = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  /** Appends; nothing after `close`, when a process may still be heard. */
  write(chunk: Buffer | string): void {
    if (this.#closed) return;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.#size > 0 && this.#size + bytes.length > this.#maxBytes) this.#rotate();
    writeSync(this.#fd, bytes);
    this.#size += bytes.length;
    this.#recent = (this.#recent + bytes.toString()).slice(-8_000);
  }

  /** The last lines written by this process, for error messages. */
  tail(lines = TAIL_LINES): string[] {
    return this.#recent
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-lines);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }

  #rotate(): void {
    closeSync(this.#fd);
    renameSync(this.path, `${this.path}.1`);
    this.#fd = openSync(this.path, 'a', 0o600);
    this.#size = 0;
  }
}
