import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildWhenChanged } from '../../stack/tools/build-when-changed.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function project(script: string): string {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'web', 'src'), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { 'build:web': script } }));
  writeFileSync(join(root, 'web', 'vite.config.ts'), '');
  writeFileSync(join(root, 'web', 'src', 'page.ts'), 'one');
  return root;
}

const build = {
  script: 'build:web',
  label: 'Building the web pages',
  definedBy: 'web/vite.config.ts',
  result: 'web/dist/index.html',
  sources: ['web'],
};

test('builds when there is no result or a source changed, and only then', async () => {
  const root = project('mkdir -p web/dist && touch web/dist/index.html && echo built >> builds');
  const builds = () => readFileSync(join(root, 'builds'), 'utf8').match(/built/g)?.length;
  await buildWhenChanged(root, build);
  await buildWhenChanged(root, build);
  expect(builds()).toBe(1);

  writeFileSync(join(root, 'web', 'src', 'page.ts'), 'two');
  await buildWhenChanged(root, build);
  await buildWhenChanged(root, build);
  expect(builds()).toBe(2);

  rmSync(join(root, 'web', 'dist'), { recursive: true });
  await buildWhenChanged(root, build);
  expect(builds()).toBe(3);
});

test('a failed build is reported and tried again', async () => {
  const root = project('echo no such page >&2; exit 1');
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const failed = 'Building the web pages failed: see the lines above (npm run build:web)';
  await expect(buildWhenChanged(root, build)).rejects.toThrow(failed);
  await expect(buildWhenChanged(root, build)).rejects.toThrow(failed);
  expect(said).toHaveBeenCalledWith('no such page');
});

test('without its definition there is nothing to build', async () => {
  const root = project('exit 1');
  rmSync(join(root, 'web', 'vite.config.ts'));
  await expect(buildWhenChanged(root, build)).resolves.toBeUndefined();
});
