import { createPasswords } from '../../api/passport/passwords.ts';
import { temporaryPassword } from '../../api/staff/temporary-password.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { createAsOperator, resetAsOperator } from '../../db/staff/operator-accounts.ts';
import { scopeExists } from '../../db/staff/scope-exists.ts';
import { accountsMeant, COMMAND_LINE_ACCOUNT } from '../../domain/actor.ts';
import { type RoleInScope, scopeFits } from '../../domain/staff/account-levels.ts';
import { isAccountName } from '../../domain/staff/account-name.ts';
import { STAFF_ROLES, type StaffRole } from '../../domain/staff/permissions.ts';
import { scopeMeant } from '../../domain/staff/scope-meant.ts';
import { plainCode } from '../../domain/text/code.ts';
import { parseOptions } from '../parse-options.ts';
import { StackError } from '../stack-error.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { ownerAddress } from './local-platform.ts';

const STAFF_USAGE = `npm run staff -- create ACCOUNT [--role ROLE] [--scope CODE]    make an account of staff
npm run staff -- reset ACCOUNT                                  give it a new temporary password

  --role ROLE            ${STAFF_ROLES.join(', ')}; centreAdmin unless given
  --scope CODE           * for everything (unless given), 2 digits of a province, 5 of a school,
                         or a college of it as on its roll, e.g. 99101/文学院
  --help                 this text

For the first account, and for those of the centre; the console keeps all others, each level those below it. The password is
printed once and replaced at the first sign-in, which also sets up an authenticator. A reset ends the account's sign-ins and
takes its authenticator away. MIGRATION_DATABASE_URL is taken from the environment, or from the platform running here.`;

/** Runs `npm run staff -- ...`. @returns the exit code */
export async function runStaffCommand(command: Omit<ImportCommand, 'onProgress'>): Promise<number> {
  const { args, environment, print } = command;
  try {
    const wanted = readWanted(args);
    if (!wanted) {
      print(STAFF_USAGE);
      return EXIT_DONE;
    }
    const { db, close } = connectDatabase(ownerAddress(environment), { poolSize: 1 });
    try {
      const password = temporaryPassword();
      const account = await (wanted.verb === 'create' ? create : reset)(
        db,
        wanted,
        password,
        command.clock.now(),
      );
      print(`${account}\n${password}`);
    } finally {
      await close();
    }
    return EXIT_DONE;
  } catch (error) {
    print(error instanceof StackError ? error.message : `Nothing was changed: ${databaseTrouble(error)}`);
    return EXIT_UNUSABLE;
  }
}

interface Wanted extends RoleInScope {
  verb: 'create' | 'reset';
  account: string;
}

async function create(db: Database, wanted: Wanted, password: string, now: number): Promise<string> {
  if (!(await scopeExists(db, wanted.scope)))
    throw new StackError(`There is no province, school or college ${wanted.scope}`);
  const { account, role, scope } = wanted;
  const passwordHash = await createPasswords().hash(password);
  if (!(await createAsOperator(db, { account, role, scope, passwordHash }, now)))
    throw new StackError(`There is an account ${account}: name another, or reset that one`);
  return account;
}

async function reset(db: Database, wanted: Wanted, password: string, now: number): Promise<string> {
  const passwordHash = await createPasswords().hash(password);
  for (const account of accountsMeant(wanted.account))
    if (await resetAsOperator(db, { account, passwordHash }, now)) return account;
  throw new StackError(`There is no account ${wanted.account}`);
}

function readWanted(args: string[]): Wanted | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [verb, typed, ...more] = positionals;
  if ((verb !== 'create' && verb !== 'reset') || typed === undefined || more.length > 0)
    throw new StackError(STAFF_USAGE);
  const account = plainCode(typed);
  if (verb === 'create' && !isAccountName(account))
    throw new StackError(
      `An account has 3 to 40 small letters, digits, single dots and hyphens, and is not called ${COMMAND_LINE_ACCOUNT}, timer, visitor, or like a gateway or an account ID`,
    );
  const scope = scopeMeant(values.scope);
  const role = STAFF_ROLES.find((one): one is StaffRole => one === values.role);
  if (!role || !scope || !scopeFits({ role, scope }))
    throw new StackError('Role and scope do not fit. See npm run staff -- --help');
  return { verb, account, role, scope };
}

function parse(args: string[]) {
  return parseOptions('npm run staff', {
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      role: { type: 'string', default: 'centreAdmin' },
      scope: { type: 'string', default: '*' },
    },
  });
}
