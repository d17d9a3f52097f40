import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A moment in a saved state; earlier versions wrote it as text. */
export const savedInstant = z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]);

export interface StateFile {
  /** Resolves once everything up to this call is on disk. Calls made while a write is under way share the next one. */
  save(): Promise<void>;
}

/**
 * Keeps one value in one JSON file, replaced atomically: a crash leaves the old file or the new one. Nothing is written
 * without a path.
 */
export function createStateFile(path: string | undefined, current: () => unknown): StateFile {
  if (path === undefined) return { save: () => Promise.resolve() };
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function write(target: string): Promise<void> {
    const temporary = `${target}.tmp`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(current()));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  }

  return {
    save() {
      next ??= (async () => {
        await running?.catch(() => undefined);
        running = next;
        next = undefined;
        await write(path);
      })();
      return next;
    },
  };
}

/**
 * Reads the state that an earlier run saved; undefined when there is none.
 * @throws Error naming the file when this version cannot read it
 */
export async function readStateFile<T>(
  path: string | undefined,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  if (path === undefined) return undefined;
  await mkdir(dirname(path), { recursive: true });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path}: not readable by this version; remove it to start afresh`, { cause: error });
  }
}
