import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { words as en } from '../src/i18n/en.ts';
import { words as zh } from '../src/i18n/zh.ts';
import { type FirstData, firstData } from '../src/site/lib/first-data.ts';
import { PATHS } from '../src/lib/paths.ts';

const WEB = join(import.meta.dirname, '..');
const LANGUAGES = {
  zh: { words: zh, lang: 'zh-CN', otherLang: 'en' },
  en: { words: en, lang: 'en', otherLang: 'zh-CN' },
};
type Language = keyof typeof LANGUAGES;

/** Where no script will ever come, nothing is shown to be on its way. */
const WITHOUT_SCRIPT = '<noscript><style>[data-skeleton] [aria-busy]{display:none}</style></noscript>';
const FIRST_PAINT = 'first-paint';
const STYLE_LINK = /\s*<link rel="stylesheet"[^>]*>/g;
/** How the router names a page: its path, and the file that is loaded when it is visited. */
const ROUTE = /path: PATHS\.(\w+),.*?import\(\s*'\.\.\/(features\/[^']+)'/gs;

/** What a visit of a page begins with, beside what every page has. */
export interface PageHints {
  /** The path, with `$name` for what differs from visit to visit. */
  path: string;
  scripts: string[];
  styles: string[];
  data: FirstData;
}

/**
 * Makes the pages of both apps out of their templates, in both languages: with the style sheet for the first paint in the page
 * itself, the other style sheets behind what is shown meanwhile, and the words of its language on their way. `pages.json`
 * tells the server what each page will ask for, so that it is under way before any script has run.
 */
export function pages(): Plugin {
  const partial = (name: string) => readFileSync(join(WEB, 'build', name), 'utf8');
  return {
    name: 'pages',
    enforce: 'post',
    config: () => ({
      build: { rolldownOptions: { input: { [FIRST_PAINT]: join(WEB, 'src/ui/first-paint.css') } } },
    }),
    configureServer({ middlewares }) {
      middlewares.use((request, _, next) => {
        if (/^\/staff(\/[^.]*)?$/.test(request.url?.split('?')[0] ?? '')) request.url = '/staff.html';
        next();
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, server }) {
        const page = html
          .replace('<!--cannot-start-->', () => partial('cannot-start.html').trim())
          .replace('<!--no-script-->', () => partial('no-script.html').trim())
          .replace('</head>', () => `  ${WITHOUT_SCRIPT}\n  </head>`);
        if (server || !bundle)
          return inLanguage(page, 'zh').replace(
            '</title>',
            '</title><link rel="stylesheet" href="/src/ui/first-paint.css" />',
          );
        const links = page.match(STYLE_LINK) ?? [];
        return page
          .replaceAll(STYLE_LINK, '')
          .replace('</title>', () => `</title>\n    <style>${firstPaint(bundle).source}</style>`)
          .replace('</body>', () => `${links.map((link) => `  ${link.trim()}\n`).join('')}  </body>`);
      },
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const script = partial('floor-page.js');
        const fileName = `assets/floor-page-${createHash('sha256').update(script).digest('base64url').slice(0, 8)}.js`;
        this.emitFile({ type: 'asset', fileName, source: script });
        for (const app of ['index', 'staff']) {
          const asset = bundle[`${app}.html`];
          if (asset?.type !== 'asset') continue;
          const template = String(asset.source).replace(
            '</title>',
            `</title>\n    <script async src="/${fileName}"></script>`,
          );
          for (const language of ['zh', 'en'] as const) {
            const preload = `<link rel="modulepreload" crossorigin href="/${wordsFile(bundle, language)}">`;
            const source = inLanguage(template, language).replace('</head>', `  ${preload}\n  </head>`);
            if (language === 'zh') asset.source = source;
            else this.emitFile({ type: 'asset', fileName: `${app}.${language}.html`, source });
          }
        }
        this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(hintsOf(bundle)) });
        delete bundle[firstPaint(bundle).fileName];
      },
    },
  };
}

/** Fills `{{name}}` of a template with the words of a language; what the server fills stays. */
function inLanguage(template: string, language: Language): string {
  const { words, ...about } = LANGUAGES[language];
  const known: Record<string, unknown> = { ...words, ...about, phone: '{{phone}}' };
  return template.replaceAll(/\{\{([\w.]+)\}\}/g, (_, path: string) => {
    const value = path
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], known);
    if (typeof value !== 'string') throw new Error(`a page names the words ${path}, which there are not`);
    return value;
  });
}

function firstPaint(bundle: Rolldown.OutputBundle): { fileName: string; source: string } {
  const found = Object.values(bundle).find(
    (asset) => asset.type === 'asset' && asset.fileName.startsWith(`assets/${FIRST_PAINT}`),
  );
  if (found?.type !== 'asset') throw new Error('the style sheet for the first paint is missing');
  return { fileName: found.fileName, source: String(found.source).trim() };
}

function wordsFile(bundle: Rolldown.OutputBundle, language: Language): string {
  return chunkOf(bundle, `src/i18n/${language}.ts`).fileName;
}

function chunkOf(bundle: Rolldown.OutputBundle, source: string): Rolldown.OutputChunk {
  const chunk = Object.values(bundle).find(
    (one) => one.type === 'chunk' && one.facadeModuleId?.endsWith(`web/${source}`),
  );
  if (chunk?.type !== 'chunk') throw new Error(`${source} is in no file of its own`);
  return chunk;
}

function hintsOf(bundle: Rolldown.OutputBundle): PageHints[] {
  const router = readFileSync(join(WEB, 'src/site/app/router.tsx'), 'utf8');
  const files = new Map([...router.matchAll(ROUTE)].map(([, name = '', file = '']) => [name, file]));
  const entry = chunkOf(bundle, 'index.html');
  const inPage = new Set([entry.fileName, ...entry.imports]);
  return (Object.keys(PATHS) as (keyof typeof PATHS)[]).map((name) => {
    const file = files.get(name);
    if (!file) throw new Error(`the router names no page for ${name}`);
    const chunk = chunkOf(bundle, `src/site/${file}`);
    const imported = chunk.imports.flatMap((one) => bundle[one] ?? []);
    const chunks = [chunk, ...imported].filter((one) => one.type === 'chunk' && !inPage.has(one.fileName));
    return {
      path: PATHS[name],
      scripts: chunks.map(({ fileName }) => `/${fileName}`),
      styles: chunks.flatMap((one) =>
        one.type === 'chunk' ? [...(one.viteMetadata?.importedCss ?? [])].map((css) => `/${css}`) : [],
      ),
      data: firstData(name),
    };
  });
}
