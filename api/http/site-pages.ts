import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tagOf } from './held.ts';

type Language = 'zh' | 'en';
type App = 'site' | 'staff';
type Asking = 'anybody' | 'signedIn' | 'registered' | 'visitor';

/** What a page will ask for, as the build of the site wrote it down (`web/build/pages.ts`). */
interface PageHints {
  path: string;
  scripts: string[];
  styles: string[];
  data: Record<Asking, string[]>;
}

/** What a page is made for. */
export interface Visit {
  app: App;
  path: string;
  language: Language;
  /** True if a sign-in came along; whether it still counts is not looked up. */
  hasSignIn: boolean;
  /** True if there was a registration in the exam session when this browser was last here. */
  isRegistered: boolean;
  examSession: { id: string; supportPhone: string } | null;
}

export interface SitePages {
  /** Sources by which the content security policy allows the styles that stand in the pages. */
  styleSources: string[];
  page(visit: Visit): { html: string; tag: string };
}

const FILES: Record<App, string> = { site: 'index', staff: 'staff' };
const STYLE = /<style>([^<]*)<\/style>/g;
/** Pages differ by path, language, sign-in and exam session; what is not asked for any more is forgotten. */
const MOST_KEPT = 500;

/**
 * Reads the pages of the built site. Each is sent in the language of its reader, and names what it will ask for, so that browsers
 * fetch scripts, words and the first answers at once and not one after the other.
 */
export function readSitePages(webDist: string): SitePages {
  const templates = new Map<string, string>();
  for (const file of Object.values(FILES)) {
    for (const ending of ['.html', '.en.html']) {
      const path = join(webDist, `${file}${ending}`);
      if (existsSync(path)) templates.set(`${file}${ending}`, readFileSync(path, 'utf8'));
    }
  }
  const hintsFile = join(webDist, 'pages.json');
  const hints = existsSync(hintsFile) ? (JSON.parse(readFileSync(hintsFile, 'utf8')) as PageHints[]) : [];
  const routes = hints.map((page) => ({ ...page, pattern: patternOf(page.path) }));
  const kept = new Map<string, { html: string; tag: string }>();

  /** The file that the build writes always is that in Chinese. */
  const templateOf = (app: App, language: Language) =>
    (language === 'en' ? templates.get(`${FILES[app]}.en.html`) : undefined) ??
    templates.get(`${FILES[app]}.html`) ??
    '';

  function make({ app, path, language, hasSignIn, isRegistered, examSession }: Visit): string {
    const marks = `${hasSignIn ? ' data-session' : ''}${examSession ? ` data-exam-session="${escaped(examSession.id)}"` : ''}`;
    const found = app === 'site' ? routeOf(path) : null;
    const asking: Asking[] = !hasSignIn
      ? ['anybody', 'visitor']
      : ['anybody', 'signedIn', ...(isRegistered ? (['registered'] as const) : [])];
    const links = found ? linksOf(found.route, { ...found.parts, examSession: examSession?.id }, asking) : [];
    return templateOf(app, language)
      .replace('<html', () => `<html${marks}`)
      .replace('</head>', () => `${links.map((link) => `  ${link}\n  `).join('')}</head>`)
      .replaceAll('{{phone}}', () => phoneLink(examSession?.supportPhone));
  }

  function routeOf(path: string) {
    for (const route of routes) {
      const match = route.pattern.exec(path);
      if (match) return { route, parts: match.groups ?? {} };
    }
    return null;
  }

  return {
    styleSources: [...new Set([...templates.values()].flatMap(stylesIn))],
    page(visit) {
      const key = JSON.stringify(visit);
      const known = kept.get(key);
      if (known) return known;
      const html = make(visit);
      const made = { html, tag: tagOf([html]) };
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, made);
      return made;
    },
  };
}

function stylesIn(html: string): string[] {
  return [...html.matchAll(STYLE)].map(
    ([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  );
}

/** Makes a pattern of a path, with a group for each of its `$name`. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\$(\w+)/g, '(?<$1>[\\w-]+)')}/?$`);
}

function linksOf(
  { scripts, styles, data }: PageHints,
  known: Record<string, string | undefined>,
  asking: readonly Asking[],
): string[] {
  const asked = asking
    .flatMap((who) => data[who])
    .flatMap((address) => {
      const missing = [...address.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => known[name] === undefined);
      return missing ? [] : address.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '');
    });
  return [
    ...scripts.map((href) => `<link rel="modulepreload" crossorigin href="${href}">`),
    ...styles.map((href) => `<link rel="preload" as="style" crossorigin href="${href}">`),
    ...asked.map((href) => `<link rel="preload" as="fetch" crossorigin href="${escaped(href)}">`),
  ];
}

function phoneLink(phone: string | undefined): string {
  return phone ? `<a href="tel:${escaped(phone)}">${escaped(phone)}</a>` : '—';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
