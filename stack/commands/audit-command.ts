import { parseArgs } from 'node:util';
import { connectDatabase } from '../../db/connect.ts';
import { type TrailReport, verifyAudit } from '../../db/verify-audit.ts';
import { plainCode } from '../../domain/text/code.ts';
import { StackError } from '../stack-error.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE } from './import-command.ts';
import { auditAccess } from './local-platform.ts';
import { textTable } from './text-table.ts';

const AUDIT_USAGE = `npm run audit -- verify [--head HEX]...    compare what is written for good with its seals

  --head HEX             a head that the worker has logged; it must still be there, or the chain was cut short
  --help                 this text

Finds rows that were changed, deleted, added to what was sealed or back-dated, and chains that our key did not make.
DATABASE_URL, AUDIT_KEY and AUDIT_KEYS_BEFORE are taken from the environment, or from the platform running here.`;

export interface AuditCommand {
  args: string[];
  environment: NodeJS.ProcessEnv;
  print(line: string): void;
}

/** The exit code when something is not as it was sealed. */
const EXIT_ALTERED = 1;
const HEAD = /^[0-9a-f]{64}$/;
const SHOWN_FINDINGS = 100;

/** Runs `npm run audit -- verify`. @returns the exit code */
export async function runAuditCommand({ args, environment, print }: AuditCommand): Promise<number> {
  try {
    const heads = parse(args);
    if (heads === null) {
      print(AUDIT_USAGE);
      return EXIT_DONE;
    }
    const { databaseUrl, keys } = await auditAccess(environment);
    const { db, close } = connectDatabase(databaseUrl, { poolSize: 1 });
    try {
      const { trails, lostHeads } = await verifyAudit(db, keys, heads);
      return report(trails, lostHeads, print);
    } finally {
      await close();
    }
  } catch (error) {
    print(error instanceof StackError ? error.message : `Nothing was verified: ${databaseTrouble(error)}.`);
    return EXIT_UNUSABLE;
  }
}

/** @returns the known heads; null when help is asked for */
function parse(args: string[]): string[] | null {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { head: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new StackError(`${(error as Error).message}\n\n${AUDIT_USAGE}`);
  }
  if (parsed.values.help) return null;
  if (parsed.positionals.join(' ') !== 'verify') throw new StackError(AUDIT_USAGE);
  const heads = (parsed.values.head ?? []).map((head) => plainCode(head).toLowerCase());
  if (!heads.every((head) => HEAD.test(head)))
    throw new StackError('A head is the 64 characters of hex that the worker has logged');
  return heads;
}

function report(trails: TrailReport[], lostHeads: string[], print: (line: string) => void): number {
  const rows = trails.map(({ trail, sealCount, rowCount, unsealedCount, findingCount, head }) => [
    trail,
    String(sealCount),
    String(rowCount),
    String(unsealedCount),
    String(findingCount),
    head,
  ]);
  for (const line of textTable([
    ['trail', 'seals', 'rows', 'not sealed yet', 'not as sealed', 'head'],
    ...rows,
  ]))
    print(line);
  const findings = [
    ...trails.flatMap((trail) => trail.findings),
    ...lostHeads.map((head) => `the logged head ${head} is in no chain: a chain was cut short or replaced`),
  ];
  for (const finding of findings.slice(0, SHOWN_FINDINGS)) print(finding);
  const count = trails.reduce((sum, { findingCount }) => sum + findingCount, lostHeads.length);
  if (count > SHOWN_FINDINGS) print(`and ${count - SHOWN_FINDINGS} more`);
  if (count === 0) print('everything is as it was sealed');
  return count === 0 ? EXIT_DONE : EXIT_ALTERED;
}
