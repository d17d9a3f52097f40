import { connectDatabase, type Database } from '../../db/connect.ts';
import { keyFit, noteIndexKey, readIndexKeyNote } from '../../db/keys/index-key.ts';
import { rotateIndexes } from '../../db/keys/rotate-indexes.ts';
import { roleOf } from '../../db/migrate.ts';
import { countOpenRebinds, countOtherSessions, takeRotationLock } from '../../db/keys/rotation-checks.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { StackError } from '../stack-error.ts';
import type { AuditCommand } from './audit-command.ts';
import { EXIT_DONE } from './import-command.ts';
import { earlierKeys, ownerAddress, platformAccess } from './local-platform.ts';
import { textTable } from './text-table.ts';

/** The exit code when something did not open. */
export const EXIT_UNOPENED = 1;
const SHOWN_FAILURES = 20;

/**
 * Runs `npm run rotate-keys -- index`. @returns the exit code
 * @throws StackError saying why it must not run
 */
export async function rotateIndexKey({ environment, print }: Omit<AuditCommand, 'args'>): Promise<number> {
  const access = await platformAccess(environment);
  const ownerUrl = ownerAddress(environment);
  const [indexKeyBefore, ...others] = earlierKeys(environment, 'INDEX_KEY_BEFORE');
  if (!indexKeyBefore || others.length > 0)
    throw new StackError('Set INDEX_KEY to the new key and INDEX_KEY_BEFORE to the one before');
  const [before, after] = [createVault({ ...access, indexKey: indexKeyBefore }), createVault(access)];
  const { db, close } = connectDatabase(ownerUrl, { poolSize: 1 });
  try {
    if ((await begin(db, roleOf(access.databaseUrl), before, after)) === 'done') {
      print('all indexes are under this INDEX_KEY already: INDEX_KEY_BEFORE is not needed any more');
      return EXIT_DONE;
    }
    return await rotate(db, before, after, print);
  } finally {
    await close();
  }
}

/**
 * Runs `npm run rotate-keys -- names`, beside the running platform. @returns the exit code
 * @throws StackError when the keys are not the data's
 */
export async function renewNames({ environment, print }: Omit<AuditCommand, 'args'>): Promise<number> {
  const access = await platformAccess(environment);
  const vault = createVault(access);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: 1 });
  try {
    if ((await keyFit(db, vault)) !== 'fits') throw new StackError('DATA_KEY or INDEX_KEY is not the data’s');
    const failed = await indexAnew(db, vault, vault, print);
    if (failed.length === 0) print('every name is found by the present rule');
    return failed.length === 0 ? EXIT_DONE : EXIT_UNOPENED;
  } finally {
    await close();
  }
}

/** Checks that nothing is in the way, and notes that the change is begun, so that nothing else starts meanwhile. */
async function begin(
  db: Database,
  applicationRole: string,
  before: Vault,
  after: Vault,
): Promise<'begun' | 'done'> {
  if (!(await takeRotationLock(db))) throw new StackError('Another rotation of INDEX_KEY is running');
  const others = await countOtherSessions(db, applicationRole);
  if (others > 0)
    throw new StackError(
      `Stop the API, the workers and every command first: the application's role has ${others} other sessions open. Nothing was changed by this call`,
    );
  const note = await readIndexKeyNote(db);
  if (note?.leavingKeyId) {
    if (note.keyId === after.indexKeyId && note.leavingKeyId === before.indexKeyId) return 'begun';
    throw new StackError(
      `A change from the index key ${note.leavingKeyId} to ${note.keyId} is unfinished: run this with these two as INDEX_KEY_BEFORE and INDEX_KEY`,
    );
  }
  if (before.indexKeyId === after.indexKeyId)
    throw new StackError('INDEX_KEY and INDEX_KEY_BEFORE are the same key');
  if (note?.keyId === after.indexKeyId) return 'done';
  const fit = await keyFit(db, before);
  if (fit === 'unreadable')
    throw new StackError(
      'DATA_KEY does not open the data: set it and DATA_KEYS_BEFORE as the platform has them',
    );
  if (fit !== 'fits') throw new StackError('INDEX_KEY_BEFORE is not the key that the data was indexed with');
  const open = await countOpenRebinds(db);
  if (open > 0)
    throw new StackError(
      `${open} rebinds wait for a second person, and stay as they were submitted: have them decided first`,
    );
  await noteIndexKey(db, { keyId: after.indexKeyId, leavingKeyId: before.indexKeyId });
  return 'begun';
}

async function rotate(
  db: Database,
  before: Vault,
  after: Vault,
  print: (line: string) => void,
): Promise<number> {
  const failed = await indexAnew(db, before, after, print);
  if (failed.some(({ error }) => error.code === 'SEAL_KEY_MISSING')) {
    print(
      'not finished: set DATA_KEYS_BEFORE (or DATA_KEY_V1) to the keys that are missing, and run it again',
    );
    return EXIT_UNOPENED;
  }
  await noteIndexKey(db, { keyId: after.indexKeyId, leavingKeyId: null });
  print(
    'every index is under the new INDEX_KEY: start the platform with it; INDEX_KEY_BEFORE is not needed any more',
  );
  return failed.length === 0 ? EXIT_DONE : EXIT_UNOPENED;
}

/** Computes the indexes, and prints what was done. @returns the rows that did not open */
async function indexAnew(db: Database, before: Vault, after: Vault, print: (line: string) => void) {
  const done = await rotateIndexes(db, {
    before,
    after,
    onProgress: ({ table, seenCount, changedCount }) =>
      print(`${table}: ${seenCount} seen, ${changedCount} indexed anew`),
  });
  for (const line of textTable([
    ['table', 'rows', 'indexed anew', 'values left', 'not opened'],
    ...done.map(({ table, seenCount, changedCount, leftCount, failed }) => [
      table,
      ...[seenCount, changedCount, leftCount, failed.length].map(String),
    ]),
  ]))
    print(line);
  const failed = done.flatMap(({ table, failed: rows }) => rows.map((one) => ({ ...one, table })));
  for (const { table, row, error } of failed.slice(0, SHOWN_FAILURES))
    print(`${table}, row ${row}: ${error.message}`);
  return failed;
}
