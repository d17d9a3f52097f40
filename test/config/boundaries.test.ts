import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DIVIDED, ROOMS } from '../../oxlint.config.ts';

const ROOT = join(import.meta.dirname, '../..');

/** One import planted in a file each, and whether lint lets it pass. */
const PLANTED: [file: string, specifier: string, passes: boolean][] = [
  // Layers.
  ['domain/seats/a.ts', '../../db/connect.ts', false],
  ['domain/seats/b.ts', 'node:fs', false],
  ['domain/seats/c.ts', '@temporalio/workflow', false],
  ['domain/d.ts', '../config/clock.ts', false],
  ['domain/seats/f.ts', './../../db/connect.ts', false],
  ['domain/seats/g.ts', 'fs', false],
  ['domain/seats/h.ts', '@node-rs/argon2', false],
  ['config/a.ts', '../domain/time.ts', false],
  ['db/roll/a.ts', '../../gateways/mailer.ts', false],
  ['db/roll/b.ts', '../../domain/roll/roll.ts', true],
  ['gateways/alipay/a.ts', '../../db/connect.ts', false],
  ['workflows/review/a.ts', '../../db/connect.ts', false],
  ['workflows/review/b.ts', '../../activities/index.ts', false],
  ['workflows/review/c.ts', 'zod', false],
  ['workflows/review/d.ts', '@temporalio/client', false],
  ['workflows/review/e.ts', '@temporalio/workflow', true],
  ['workflows/review/f.ts', 'type ../../activities/index.ts', true],
  ['activities/review/a.ts', '../../workflows/review/messages.ts', false],
  ['api/review/a.ts', '../../workflows/review/messages.ts', true],
  ['api/review/b.ts', '../../workflows/review/qualification-review.ts', false],
  ['api/c.ts', '../workflows/index.ts', false],
  ['api/review/d.ts', '../../activities/index.ts', false],
  ['worker/a.ts', '../workflows/index.ts', false],
  ['worker/relay/b.ts', '../../api/app.ts', false],
  ['web/src/lib/a.ts', '../../../api/app.ts', false],
  ['web/src/lib/b.ts', '../../../db/connect.ts', false],
  ['web/src/lib/d.ts', 'type ../../../api/app.ts', true],
  ['stack/demo/a.ts', '../../test/support/walk.ts', false],
  ['bench/measures/a.ts', '../../test/support/walk.ts', false],
  // The order of the rooms, on their own floor and on those below.
  ['domain/seats/e.ts', '../registration/state.ts', false],
  ['domain/registration/a.ts', '../seats/waitlist.ts', true],
  ['domain/registration/decide/a.ts', '../../payment/reconciliation.ts', false],
  ['db/seats/a.ts', '../../domain/registration/state.ts', false],
  ['db/schema/a.ts', '../review/read-review.ts', false],
  ['api/http/middleware/a.ts', '../../staff/schemas.ts', false],
  ['api/http/middleware/b.ts', '../../../db/staff/read-staff-session.ts', true],
  ['api/passport/a.ts', '../../db/registration/read-registration.ts', false],
  ['api/arrangement/a.ts', '../registration/facts.ts', true],
  ['activities/payment/a.ts', '../arrangement/arrange-session.ts', false],
  ['workflows/entity/a.ts', '../review/messages.ts', false],
  ['domain/seats/i.ts', 'type ../registration/state.ts', false],
  ['domain/i.ts', './seats/waitlist.ts', false],
  ['db/c.ts', './roll/read-photo.ts', false],
  ['api/context.ts', './registration/facts.ts', false],
  ['api/seats/a.ts', '../app.ts', false],
  ['activities/seats/a.ts', '../index.ts', false],
  // SQL.
  ['activities/seats/b.ts', 'drizzle-orm', false],
  ['api/seats/c.ts', 'drizzle-orm', false],
  ['worker/c.ts', 'drizzle-orm', false],
  // Tables with one writer.
  ['db/seats/b.ts', '../schema/index.ts', false],
  ['db/seats/c.ts', '../schema/registration.ts', false],
  ['db/messages/a.ts', '../schema/index.ts', true],
  // The two apps of the web.
  ['web/src/ui/a.tsx', '../site/ui/Photo.tsx', false],
  ['web/src/lib/c.ts', '../staff/lib/words.ts', false],
  ['web/src/site/app/a.tsx', '../../staff/lib/words.ts', false],
  ['web/src/staff/app/a.tsx', '../../site/lib/queries.ts', false],
  ['web/src/site/lib/a.ts', '../features/home/HomePage.tsx', false],
  ['web/src/site/features/home/a.tsx', '../payment/PaymentPage.tsx', false],
  ['web/src/site/features/home/b.tsx', '../../ui/Photo.tsx', true],
  ['web/src/site/features/home/c.tsx', '../../features/payment/PaymentPage.tsx', false],
  ['web/src/site/features/home/d.tsx', '../../app/router.tsx', false],
  ['web/src/lib/e.ts', '../main.tsx', false],
];

test('lint refuses planted imports against the layers, the order of the rooms and the two apps', async () => {
  const tree = await mkdtemp(join(tmpdir(), 'boundaries-'));
  onTestFinished(() => rm(tree, { recursive: true, force: true }));
  for (const [file, specifier] of PLANTED) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    const [from = '', kind = ''] = specifier.split(' ').toReversed();
    const used = kind === 'type' ? 'export type Used = outbox' : 'export const used = outbox';
    await writeFile(join(tree, file), `import ${kind} { outbox } from '${from}';\n\n${used};\n`);
  }
  const refused = await refusedBy(tree);
  expect(PLANTED.map(([file, specifier]) => [file, specifier, !refused.has(file)])).toEqual(PLANTED);
});

/** The planted files in which lint refuses an import. The configuration is the project's own, beside other files. */
async function refusedBy(tree: string): Promise<Set<string>> {
  await writeFile(
    join(tree, 'oxlint.config.ts'),
    `export { default } from '${join(ROOT, 'oxlint.config.ts')}';\n`,
  );
  const output = await new Promise<string>((resolve) => {
    const lint = [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format=json', '.'];
    execFile(process.execPath, lint, { cwd: tree, maxBuffer: 10_000_000 }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  return new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename),
  );
}

test.each(Object.entries(DIVIDED))(
  'every folder of %s/ is a room, or said to be below all of them',
  async (layer, ground) => {
    const entries = await readdir(join(ROOT, layer), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const known = [...ROOMS, ...ground.folders, 'migrations', 'dist'];
    expect(folders.filter((folder) => !known.includes(folder))).toEqual([]);
  },
);

test('nothing is imported at run time past the rules: no import() of our own files in divided layers', async () => {
  const found: string[] = [];
  for (const layer of Object.keys(DIVIDED)) {
    for (const file of await readdir(join(ROOT, layer), { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const source = await readFile(join(ROOT, layer, file), 'utf8');
      if (/(?:import|require)\(['"`]\./.test(source)) found.push(`${layer}/${file}`);
    }
  }
  expect(found).toEqual([]);
});

test('domain/ reads no clock: every moment is passed in', async () => {
  const found: string[] = [];
  for (const file of await readdir(join(ROOT, 'domain'), { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    // Lint refuses Date.now(); a Date without arguments it cannot tell from one with them.
    if (/new Date\(\)/.test(await readFile(join(ROOT, 'domain', file), 'utf8'))) found.push(file);
  }
  expect(found).toEqual([]);
});
