import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textTable } from '../../stack/commands/text-table.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const AREAS_SHOWN = 14;
const FUNCTIONS_SHOWN = 12;
const LEAST_MS = 500;

/** What Node writes with --cpu-prof. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  /** Microseconds since the sample before. */
  timeDeltas: number[];
}

/**
 * Tells of each profile in a folder which packages and functions the process was busy in, itself and not what they call.
 * A process has a folder with a profile of each of its threads; those that did next to nothing are left out.
 */
export function profileTables(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) =>
      readdirSync(join(folder, name)).map((file) => [name, join(folder, name, file)] as const),
    )
    .map(([name, file]) => ({ name, ...sharesOf(JSON.parse(readFileSync(file, 'utf8')) as Profile) }))
    .filter(({ busyMs }) => busyMs >= LEAST_MS)
    .flatMap(({ name, busyMs, areas, functions }) => [
      '',
      ...textTable([
        [`${(busyMs / 1_000).toFixed(1)} s`, `busy: a thread of ${name}`],
        ...areas,
        ['', ''],
        ...functions,
      ]),
    ]);
}

interface Shares {
  busyMs: number;
  areas: string[][];
  functions: string[][];
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): Shares {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const areas = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (!frame || frame.functionName === '(idle)') continue;
    const micros = timeDeltas[index] ?? 0;
    const area = areaOf(frame);
    busy += micros;
    add(areas, area, micros);
    add(functions, `${frame.functionName || '(anonymous)'} ${area}:${frame.lineNumber + 1}`, micros);
  }
  const shares = (of: Map<string, number>, shown: number) =>
    [...of]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, shown)
      .map(([name, micros]) => [`${((micros / busy) * 100).toFixed(1)}%`, name]);
  return {
    busyMs: busy / 1_000,
    areas: shares(areas, AREAS_SHOWN),
    functions: shares(functions, FUNCTIONS_SHOWN),
  };
}

/** Names where code is from: a package, a part of Node, a folder of the product. */
function areaOf({ functionName, url }: { functionName: string; url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native';
  if (url.startsWith('node:')) return url;
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const packaged = path.slice(path.lastIndexOf('node_modules/')).match(PACKAGE)?.[1];
  return packaged ?? path.replace(`${ROOT}/`, '').split('/').slice(0, 2).join('/');
}

function add(to: Map<string, number>, key: string, amount: number): void {
  to.set(key, (to.get(key) ?? 0) + amount);
}
