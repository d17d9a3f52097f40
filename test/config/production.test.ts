import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The processes and commands of operations.md. */
const ENTRIES = [
  'api/main.ts',
  'worker/main.ts',
  'worker/recover.ts',
  'worker/build-bundle.ts',
  'workflows/index.ts',
  'db/migrate-main.ts',
  'gateways/temporal/payload-converter.cjs',
  'gateways/temporal/failure-converter.cjs',
  'gateways/pdf/press-thread.ts',
  'stack/servers/prepare-namespace.ts',
  ...['audit', 'rotate-keys', 'import', 'arrange', 'capacity', 'reconcile'].map(
    (command) => `stack/commands/${command}.ts`,
  ),
];

/** Every module that the entries lead to, with the packages they import. */
function reached(): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const source = readFileSync(file, 'utf8').replaceAll(
      /^(import|export) type [^;]*;$|^\s*(\/?\*|\/\/).*$/gm,
      '',
    );
    for (const [, specifier = ''] of source.matchAll(
      /(?:from |import |import\(|require\(|resolve\()['`]([@\w./:-]+)/g,
    )) {
      if (specifier.startsWith('.')) {
        if (/\.(ts|cjs|mjs)$/.test(specifier)) follow(join(file, '..', specifier));
      } else if (!specifier.startsWith('node:') && !builtinModules.includes(specifier)) {
        packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
      }
    }
  };
  for (const entry of ENTRIES) follow(join(ROOT, entry));
  return { files, packages };
}

test('production needs exactly the dependencies: those of demo, tests, bench and pages are for development', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect([...reached().packages].toSorted()).toEqual(Object.keys(dependencies).toSorted());
});

test('production reaches neither the sandbox of the gateways nor the tests', () => {
  const strangers = [...reached().files]
    .map((file) => relative(ROOT, file))
    .filter((file) => /^(gateways\/sandbox|test|bench|web|stack\/demo)\//.test(file));
  expect(strangers).toEqual([]);
});
