import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const SEED = randomUUID();
const key = (name: string) =>
  createHash('sha256')
    .update(SEED + name)
    .digest('hex');
const PATTERNED = '0123456789abcdef'.repeat(4);
const PASSWORD = `k7${key('password').slice(0, 20)}`;
const SAFE = {
  DATABASE_URL: `postgres://cet_app:${PASSWORD}@db.invalid/cet?sslmode=verify-full`,
  MIGRATION_DATABASE_URL: `postgres://cet_owner:${PASSWORD}@db.invalid/cet?sslmode=verify-full`,
  TEMPORAL_ADDRESS: 'temporal.invalid:7233',
  TEMPORAL_TLS: 'true',
  DATA_KEY: key('data'),
  INDEX_KEY: key('index'),
  INDEX_KEY_BEFORE: key('index before'),
  PAYLOAD_KEY: key('payload'),
  AUDIT_KEY: key('audit'),
};

const CAPACITY = ['--session', '2026-2', '--campus', '991010', '--subject', '1', '--to', '9', '--by', 'a'];
const COMMANDS: Record<string, [script: string, ...args: string[]]> = {
  import: ['stack/commands/import.ts', 'roll', join(ROOT, 'stack/demo/roll.csv')],
  arrange: ['stack/commands/arrange.ts', '--session', '2026-2'],
  capacity: ['stack/commands/capacity.ts', ...CAPACITY],
  audit: ['stack/commands/audit.ts', 'verify'],
  'rotate-keys': ['stack/commands/rotate-keys.ts'],
  'rotate-keys index': ['stack/commands/rotate-keys.ts', 'index'],
  reconcile: ['stack/commands/reconcile.ts', '2026-01-05'],
  recover: ['worker/recover.ts'],
  'prepare-namespace': ['stack/servers/prepare-namespace.ts'],
  migrate: ['db/migrate-main.ts'],
};

function run(command: string, unsafe: Record<string, string>) {
  const [script = '', ...args] = COMMANDS[command] ?? [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, CET_DATA_DIR: `/nowhere/${randomUUID()}`, ...SAFE, ...unsafe },
  });
  return { status, said: stdout + stderr };
}

const PLAIN = { DATABASE_URL: `postgres://cet_app:${PASSWORD}@db.invalid/cet` };
// A process takes seconds to start: each is given several faults.
it.each<[string, Record<string, string>, RegExp[]]>([
  [
    'import',
    { ...PLAIN, DATA_KEY: createHash('sha256').update('demo').digest('hex') },
    [/^DATABASE_URL: is in plain text/m, /^DATA_KEY: is the hash of a word/m],
  ],
  [
    'import',
    { DATABASE_URL: `${PLAIN.DATABASE_URL}?sslmode=require`, DATA_KEY: PATTERNED },
    [/^DATABASE_URL: takes any server/m, /^DATA_KEY: is not random/m],
  ],
  ['arrange', { INDEX_KEY: PATTERNED }, [/^INDEX_KEY: is not random/m]],
  ['capacity', PLAIN, [/^DATABASE_URL: is in plain text/m]],
  [
    'audit',
    { ...PLAIN, AUDIT_KEYS_BEFORE: PATTERNED },
    [/^DATABASE_URL: is in plain text/m, /^AUDIT_KEYS_BEFORE: is not random/m],
  ],
  ['rotate-keys', { DATA_KEY: PATTERNED }, [/^DATA_KEY: is not random/m]],
  ['rotate-keys', { DATA_KEY: key('index') }, [/must differ from each other/m]],
  ['rotate-keys index', { INDEX_KEY: PATTERNED }, [/^INDEX_KEY: is not random/m]],
  [
    'reconcile',
    { TEMPORAL_TLS: 'false', PAYLOAD_KEY: PATTERNED },
    [/^TEMPORAL_ADDRESS: is in plain text/m, /^PAYLOAD_KEY: is not random/m],
  ],
  ['recover', PLAIN, [/is missing/m]],
  ['prepare-namespace', PLAIN, [/is missing/m]],
  [
    'migrate',
    { ...PLAIN, MIGRATION_DATABASE_URL: PLAIN.DATABASE_URL },
    [/^DATABASE_URL: is in plain text/m, /^MIGRATION_DATABASE_URL: is in plain text to another host/m],
  ],
])('npm run %s of production refuses %o before it does anything', (command, unsafe, lines) => {
  const { status, said } = run(command, unsafe);
  for (const line of lines) expect(said).toMatch(line);
  expect(said).not.toContain(PASSWORD);
  expect(status).not.toBe(0);
});
