import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** What each refusal says, room by room. */
const ERROR_TABLES = (await readdir(new URL('../../api/http/errors-by-room', import.meta.url))).map(
  (file) => `api/http/errors-by-room/${file}`,
);

/** Where words stand that candidates read. */
const SOURCES = [
  'web/src/i18n/zh.ts',
  'web/src/i18n/en.ts',
  'api/http/errors.ts',
  ...ERROR_TABLES,
  'api/registration/timeline-view.ts',
  'worker/relay/mails.ts',
  'worker/relay/texts.ts',
  'worker/relay/wait-ends.ts',
  'stack/demo/fill-texts.ts',
];

/** Where whole texts stand that candidates read: agreement, pledge, terms and privacy policy. */
const TEXTS = 'stack/demo/texts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The sentences and labels of a source: its literals, without what is filled in. */
function wordsIn(source: string): string[] {
  const literals = source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g);
  return [...literals]
    .map(([, plain, template]) => (plain ?? template ?? '').replaceAll(/\$?\{+[^}]*\}+/g, ''))
    .filter((words) => / |\p{Script=Han}/u.test(words));
}

/** The variants that the glossary's list of words has given up, as patterns. */
async function abandoned(): Promise<RegExp[]> {
  const [, list = ''] = (await read('docs/glossary.md')).split('## Words as users read them');
  return list
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Thing|---)/.test(line))
    .flatMap((line) => line.split('|').at(4)?.split(';') ?? [])
    .map((variant) => variant.trim())
    .filter((variant) => variant !== '' && variant !== '-')
    .map((variant) => new RegExp(/^\w/.test(variant) ? `\\b${variant}\\b` : variant, 'i'));
}

describe('words that candidates read', () => {
  it('say one thing in one way, as the glossary lists it', async () => {
    const variants = await abandoned();
    expect(variants.length).toBeGreaterThan(15);
    const found: string[] = [];
    const texts = (await readdir(new URL(`../../${TEXTS}`, import.meta.url))).map(
      (name) => `${TEXTS}/${name}`,
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const path of [...SOURCES, ...texts]) {
      const source = await read(path);
      for (const words of texts.includes(path) ? source.split('\n') : wordsIn(source)) {
        for (const variant of variants.filter((pattern) => pattern.test(words)))
          found.push(`${path}: ${words} (${variant.source})`);
      }
    }
    expect(found).toEqual([]);
  });

  it('are found out when they say it in another', async () => {
    const variants = await abandoned();
    const planted = [
      '剩余容量不足',
      '通行证 ID',
      'Your passport is verified',
      'No mail yet',
      'Whoever leaves',
    ];
    const source = planted.map((words) => `'${words}',`).join('\n');
    const found = wordsIn(source).filter((words) => variants.some((pattern) => pattern.test(words)));
    expect(found).toEqual(planted);
  });
});
