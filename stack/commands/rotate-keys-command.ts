import { connectDatabase } from '../../db/connect.ts';
import { resealAll } from '../../db/reseal.ts';
import { createVault } from '../../db/vault.ts';
import { StackError } from '../stack-error.ts';
import type { AuditCommand } from './audit-command.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE } from './import-command.ts';
import { ownerAddress, platformAccess } from './local-platform.ts';
import { EXIT_UNOPENED, renewNames, rotateIndexKey } from './rotate-index-key.ts';
import { textTable } from './text-table.ts';

const ROTATE_KEYS_USAGE = `npm run rotate-keys    seal everything anew under the current DATA_KEY, beside the running platform

npm run rotate-keys -- index    compute every index by which people are found anew under INDEX_KEY, while the platform is stopped

npm run rotate-keys -- names    compute the indexes of names anew, beside the running platform, after a release that compares names otherwise

DATA_KEY is the new key, DATA_KEYS_BEFORE the earlier ones, separated by commas; DATA_KEY_V1 is the key of data that names
neither key nor row, as earlier releases sealed it. Interrupt it at will and run it again: it goes on with what is left.

For the indexes INDEX_KEY is the new key and INDEX_KEY_BEFORE the one before. Between exam sessions: see docs/operations.md.

For both keys MIGRATION_DATABASE_URL is the database as the owner of its tables: nobody else may write over what was decided.`;

const SHOWN_FAILURES = 20;

/** Runs `npm run rotate-keys`. @returns the exit code */
export async function runRotateKeysCommand({ args, environment, print }: AuditCommand): Promise<number> {
  try {
    const what = args.length === 1 ? args[0] : undefined;
    if (args.length > 0 && what !== 'index' && what !== 'names') {
      print(ROTATE_KEYS_USAGE);
      return args.includes('--help') ? EXIT_DONE : EXIT_UNUSABLE;
    }
    if (what === 'index') return await rotateIndexKey({ environment, print });
    if (what === 'names') return await renewNames({ environment, print });
    const access = await platformAccess(environment);
    const vault = createVault(access);
    const { db, close } = connectDatabase(ownerAddress(environment), { poolSize: 1 });
    try {
      const done = await resealAll(db, vault, ({ column, seenCount, resealedCount }) => {
        if (resealedCount > 0) print(`${column}: ${seenCount} seen, ${resealedCount} sealed anew`);
      });
      for (const line of textTable([
        ['column', 'values', 'sealed anew', 'not opened'],
        ...done.map(({ column, seenCount, resealedCount, failed }) => [
          column,
          ...[seenCount, resealedCount, failed.length].map(String),
        ]),
      ]))
        print(line);
      const failed = done.flatMap((column) =>
        column.failed.map((one) => ({ ...one, column: column.column })),
      );
      for (const { row, error } of failed.slice(0, SHOWN_FAILURES))
        print(`row ${row}: ${(error as Error).message}`);
      print(
        failed.length === 0
          ? 'everything is sealed under the current key: DATA_KEYS_BEFORE and DATA_KEY_V1 are not needed any more'
          : `${failed.length} values did not open and stay as they are: keep the earlier keys`,
      );
      return failed.length === 0 ? EXIT_DONE : EXIT_UNOPENED;
    } finally {
      await close();
    }
  } catch (error) {
    print(
      error instanceof StackError
        ? error.message
        : `The rotation stopped: ${databaseTrouble(error)}. Run it again to go on.`,
    );
    return EXIT_UNUSABLE;
  }
}
