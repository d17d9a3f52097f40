import { StackError } from '../stack-error.ts';
import { cacheDirectory } from './cache.mjs';
import { CommandError } from './run-command.ts';

/** Tells whether something failed because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof CommandError) return /no space left on device|ENOSPC/i.test(error.output);
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

/** Makes the error for a cache that cannot be filled. */
export function diskFull(): StackError {
  return new StackError(`No disk space left in ${cacheDirectory()}: free about 2 GB and start again`);
}
