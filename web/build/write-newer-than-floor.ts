import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLOOR } from './floor.ts';

/**
 * Writes `newer-than-floor.json`: every name that some browser of the floor does not know, out of MDN's data about
 * browsers. Run it when the floor moves, or every half year for what is new:
 * `npm pack @mdn/browser-compat-data`, unpack it, `node web/build/write-newer-than-floor.ts package/data.json`.
 */

interface Support {
  version_added?: string | boolean | null;
  version_removed?: string | boolean | null;
  flags?: unknown;
  prefix?: string;
  alternative_name?: string;
  partial_implementation?: boolean;
}
interface Compat {
  spec_url?: string | string[];
  support: Record<string, Support | Support[]>;
}
/** A feature with those of which it is made; under `__compat` stands which browsers know it. */
interface Feature {
  [name: string]: Feature;
}
interface Data {
  api: Record<string, Feature>;
  javascript: { builtins: Record<string, Feature> };
  css: Record<'properties' | 'selectors' | 'at-rules' | 'types', Record<string, Feature>>;
}

const DESKTOP_AND_PHONE = { chrome: 'chrome_android', safari: 'safari_ios' } as const;
const BROWSERS = Object.entries(FLOOR).flatMap(([name, version]) => {
  const onPhones = DESKTOP_AND_PHONE[name as keyof typeof DESKTOP_AND_PHONE];
  return [[name, version] as const, ...(onPhones ? [[onPhones, version] as const] : [])];
});
/** Interfaces whose members are also names of the global object. */
const GLOBAL_OBJECTS = new Set(['Window', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope']);
/** Interfaces of which newer members are looked for: those of rare devices share their names with everybody's own methods. */
const COMMON =
  /^(Abort\w+|Blob|BroadcastChannel|Crypto|CSS\w*|CustomEvent|Document\w*|DOM\w+|Element|Event\w*|File\w*|FormData|Headers|History|HTML\w+|Location|MessagePort|MutationObserver|Navigator|Node\w*|Performance\w*|Range|Request|Response|Selection|Storage|Text\w*|URL\w*|Window|Worker|XMLHttpRequest)$/;
const IDENTIFIER = /^[A-Za-z$][A-Za-z0-9$]*$/;

const [file = ''] = process.argv.slice(2);
const data = JSON.parse(readFileSync(file, 'utf8')) as Data;
const about = (data as unknown as { [meta: string]: { version: string } })['__meta'];

const COMPAT = '__compat';
const compatOf = (feature: Feature) => feature[COMPAT] as unknown as Compat | undefined;

function isKnown({ support }: Compat): boolean {
  return BROWSERS.every(([browser, version]) =>
    [support[browser] ?? []].flat().some((entry) => {
      const { version_added: added, version_removed: removed } = entry;
      if (removed || entry.flags || entry.prefix || entry.alternative_name) return false;
      return added === true || Number.parseFloat(String(added).replace('≤', '')) <= version;
    }),
  );
}

/** Names, and whether anything of that name is in the floor: a name that some old thing has too is not told apart. */
class Names {
  readonly #known = new Map<string, boolean>();

  /** @param counts whether it is looked for, if it is newer */
  add(name: string, compat: Compat, counts = true): void {
    const known = isKnown(compat);
    if (known || counts) this.#known.set(name, (this.#known.get(name) ?? false) || known);
  }

  newer(): string[] {
    return [...this.#known].flatMap(([name, known]) => (known ? [] : [name])).toSorted();
  }
}

const [globals, statics, members] = [new Names(), new Names(), new Names()];

function addMembers(owner: string, feature: Feature): void {
  for (const [key, member] of Object.entries(feature)) {
    const compat = key === COMPAT ? undefined : compatOf(member);
    if (!compat || key === owner || key.endsWith('_event')) continue;
    const isStatic = key.endsWith('_static') || isStaticBuiltIn(compat);
    const name = key.replace(/_static$/, '');
    if (!IDENTIFIER.test(name)) continue;
    if (isStatic) statics.add(`${owner}.${name}`, compat);
    else if (GLOBAL_OBJECTS.has(owner)) globals.add(name, compat);
    else members.add(name, compat, COMMON.test(owner) || isBuiltIn(owner));
  }
}

function isBuiltIn(owner: string): boolean {
  return owner in data.javascript.builtins || owner in (data.javascript.builtins.Intl ?? {});
}

/** The data does not say it; where a built-in stands in the specification does. */
function isStaticBuiltIn({ spec_url: at = [] }: Compat): boolean {
  return [at].flat().some((url) => /tc39/.test(url) && !/prototype/.test(url));
}

for (const [name, feature] of [...Object.entries(data.api), ...Object.entries(data.javascript.builtins)]) {
  const compat = compatOf(feature);
  if (!compat) continue;
  globals.add(name, compat);
  addMembers(name, feature);
}
for (const [name, feature] of Object.entries(data.javascript.builtins.Intl ?? {}))
  if (name !== COMPAT) addMembers(name, feature);

function namesOf(features: Record<string, Feature>): Names {
  const names = new Names();
  for (const [name, feature] of Object.entries(features)) {
    const compat = compatOf(feature);
    if (compat) names.add(name, compat);
  }
  return names;
}

const newer = {
  madeFrom: `@mdn/browser-compat-data ${about?.version}`,
  floor: FLOOR,
  globals: globals.newer(),
  statics: statics.newer(),
  members: members.newer(),
  cssProperties: namesOf(data.css.properties).newer(),
  cssSelectors: namesOf(data.css.selectors).newer(),
  cssAtRules: namesOf(data.css['at-rules']).newer(),
};
const lines = Object.entries(newer).map(([key, value]) => {
  const text = Array.isArray(value) ? value.join(' ') : value;
  return `  ${JSON.stringify(key)}: ${JSON.stringify(text)}`;
});
writeFileSync(join(import.meta.dirname, 'newer-than-floor.json'), `{\n${lines.join(',\n')}\n}\n`);
