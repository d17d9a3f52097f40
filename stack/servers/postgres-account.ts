import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StackError } from '../stack-error.ts';

interface Owner {
  uid: number;
  gid: number;
}

/**
 * Chooses the owner of PostgreSQL's data when this process is root, as which PostgreSQL refuses to run: the owner of
 * the existing data, else `postgres` or `nobody`. No account is added to the machine.
 */
export function postgresOwner(clusterDir: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = statSync(clusterDir, { throwIfNoEntry: false });
  if (existing) return { uid: existing.uid, gid: existing.gid };
  const owner = ownerNamed('postgres') ?? ownerNamed('nobody');
  if (owner) return owner;
  throw new StackError(
    'PostgreSQL refuses to run as root, and this machine has no account "postgres" or "nobody": start as an ordinary user',
  );
}

/** The means of running a program of PostgreSQL as that owner. */
export interface RunAs {
  uid?: number;
  gid?: number;
  /** A command to put in front, which then takes care of uid and gid. */
  prefix: string[];
}

/**
 * Finds a way to run a program as the owner.
 * @throws StackError when the owner cannot reach the program or the directory
 */
export function runAs(owner: Owner | undefined, binary: string, directory: string): RunAs {
  if (!owner) return { prefix: [] };
  const probe = ['-c', 'cd "$1" && "$2" --version', 'sh', directory, binary];
  const works = (command: string, args: string[], as: Partial<Owner>) =>
    spawnSync(command, args, { ...as, timeout: 10_000, stdio: 'ignore' }).status === 0;
  if (works('sh', probe, owner)) return { ...owner, prefix: [] };

  // A checkout under /root has directories above that the owner cannot enter: it keeps the one capability that lets it.
  const prefix = [
    'setpriv',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (works('setpriv', [...prefix.slice(1), 'sh', ...probe], {})) return { prefix };
  throw new StackError(
    `PostgreSQL refuses to run as root, and account ${owner.uid} cannot reach ${directory}: start as an ordinary user, or move the checkout to a directory others may enter`,
  );
}

function ownerNamed(name: string): Owner | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
