import { join } from 'node:path';
import { loadSecrets } from '../stack/secrets.ts';
import type { Starting } from './starting.ts';

/** Reads the keys of the platform that is measured; made once. */
export function platformSecrets({ directory }: Pick<Starting, 'directory'>) {
  return loadSecrets(join(directory, 'platform'));
}
