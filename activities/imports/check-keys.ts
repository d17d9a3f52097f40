import type { Database } from '../../db/connect.ts';
import { keyFit } from '../../db/keys/index-key.ts';
import type { Vault } from '../../db/vault.ts';
import { ImportError } from './import-error.ts';

/**
 * Tries the keys on the existing data. With other keys every row would look new, and the whole roll would be written
 * twice.
 * @throws ImportError when the data was written with other keys, or a change of the index key is unfinished
 */
export async function checkKeys(db: Database, vault: Vault): Promise<void> {
  if ((await keyFit(db, vault)) === 'fits') return;
  throw new ImportError('WRONG_KEYS', {
    zh: 'DATA_KEY 或 INDEX_KEY 与数据库中的数据不符；请使用平台运行时的密钥',
    en: 'DATA_KEY or INDEX_KEY is not the one the data was written with; use those the platform runs with',
  });
}
