import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst, type Plugin, type Rolldown } from 'vite';
import { namesInCode, namesInStyles } from './names-used.ts';

const data = JSON.parse(readFileSync(join(import.meta.dirname, 'newer-than-floor.json'), 'utf8')) as Record<
  'globals' | 'statics' | 'members' | 'cssProperties' | 'cssSelectors' | 'cssAtRules',
  string
>;
const setOf = (key: keyof typeof data) => new Set(data[key].split(' '));
const NEWER = {
  globals: setOf('globals'),
  statics: setOf('statics'),
  members: setOf('members'),
  properties: setOf('cssProperties'),
  selectors: setOf('cssSelectors'),
  atRules: setOf('cssAtRules'),
};

/** Options of formats that the data does not list as names. A browser that knows them not passes over them in silence. */
const NEWER_OPTIONS = new Set(['dateStyle', 'timeStyle', 'dayPeriod', 'fractionalSecondDigits']);

/** What `src/lib/built-ins.ts` gives to browsers that have it not. */
const PROVIDED = new Set([
  'at',
  'findLast',
  'toSorted',
  'randomUUID',
  'AbortSignal.timeout',
  'Object.hasOwn',
]);

/** What may be used all the same, where, and why nothing breaks without it. */
const HARMLESS: readonly { names: RegExp; where: RegExp; because: string }[] = [
  {
    names: /^(resolve|take|use|watch|startViewTransition)$/,
    where: /./,
    because: 'methods of our own, or of libraries',
  },
  {
    names: /^startViewTransition$/,
    where: /react-dom/,
    because: 'only for components that nobody uses here',
  },
  {
    names: /^Intl\.ListFormat$/,
    where: /i18next/,
    because: 'only for lists in texts, of which there are none',
  },
  { names: /^showModal$/, where: /ui\/modal\.ts$/, because: 'asked for before' },
  {
    names:
      /^(:has|:focus-visible|accent-color|outline|overscroll-behavior|scroll-(?:margin|padding)-\w+|text-decoration-thickness|text-size-adjust)$/,
    where: /\.css$/,
    because: 'an ornament: without it the page is the same, a little plainer',
  },
  { names: /^(:backdrop|dvh)$/, where: /\.css$/, because: 'comes after what is understood everywhere' },
];

interface Use {
  name: string;
  where: string;
}

/** Finds what a browser of the floor does not know in code: names of the global object, and calls of members. */
export function newerInCode(code: string, where: string): Use[] {
  const used = namesInCode(parseAst(code) as never);
  const newer = [
    ...used.globals.filter((name) => NEWER.globals.has(name)),
    ...used.statics.filter((name) => NEWER.statics.has(name)),
    ...used.members.filter((name) => NEWER.members.has(name)),
    ...used.keys.filter((name) => NEWER_OPTIONS.has(name)),
    ...used.patterns.map((pattern) => `/${pattern}/`),
  ];
  return harmful(newer, where);
}

/** Finds what a browser of the floor does not know in a style sheet. */
export function newerInStyles(css: string, where: string): Use[] {
  const used = namesInStyles(css);
  const newer = [
    ...used.properties.filter((name) => NEWER.properties.has(name)),
    ...used.selectors.flatMap((name) => (NEWER.selectors.has(name) ? `:${name}` : [])),
    ...used.atRules.flatMap((name) => (NEWER.atRules.has(name) ? `@${name}` : [])),
    ...used.values,
  ];
  return harmful(newer, where);
}

function harmful(names: string[], where: string): Use[] {
  return [...new Set(names)]
    .filter((name) => !PROVIDED.has(name))
    .filter((name) => !HARMLESS.some((one) => one.names.test(name) && one.where.test(where)))
    .map((name) => ({ name, where }));
}

/**
 * Fails the build when what an entry loads, at once or later, own code or a library's, needs more than the browsers of the
 * floor have.
 */
export function checkFloor(entry: string): Plugin {
  return {
    name: 'check-floor',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const found: Use[] = [];
      const styles = new Set<string>();
      for (const chunk of chunksOf(entry, bundle)) {
        for (const [id, { code }] of Object.entries(chunk.modules)) {
          const where = id.replace(/^.*?((node_modules|web\/src|domain)\/)/, '$1');
          if (code) found.push(...newerInCode(code, where));
        }
        for (const file of chunk.viteMetadata?.importedCss ?? []) styles.add(file);
      }
      // Workers are files of their own.
      for (const asset of Object.values(bundle))
        if (asset.type === 'asset' && asset.fileName.endsWith('.js'))
          found.push(...newerInCode(String(asset.source), asset.fileName));
      for (const file of styles) {
        const asset = bundle[file];
        if (asset?.type === 'asset') found.push(...newerInStyles(String(asset.source), file));
      }
      if (found.length === 0) return;
      const lines = found.map(({ name, where }) => `  ${name}  in ${where}`).toSorted();
      this.error(`The browsers of the floor (web/build/floor.ts) have not:\n${lines.join('\n')}`);
    },
  };
}

function chunksOf(entry: string, bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const reached = new Map<string, Rolldown.OutputChunk>();
  const reach = (file: string) => {
    const chunk = bundle[file];
    if (chunk?.type !== 'chunk' || reached.has(file)) return;
    reached.set(file, chunk);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) reach(next);
  };
  for (const chunk of Object.values(bundle))
    if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === entry) reach(chunk.fileName);
  return [...reached.values()];
}
