import { type ColumnMatch, comparableHeading, type ImportColumn } from './columns.ts';

/** Below this likeness a heading is more likely something else. */
const LEAST = 0.4;

/**
 * Suggests which headings may be meant by the columns that were not found: the likest pairs first, each heading and each column once. They
 * are for a person to confirm; nothing is read by them before.
 */
export function suggestColumns<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  headings: readonly string[],
  match: ColumnMatch<Key>,
): Record<string, number> {
  const open = columns.filter(({ key }) => match.positions[key] === undefined);
  const pairs = open.flatMap(({ key, zh, en, aliases = [] }) =>
    match.ignored.map((position) => ({
      key,
      position,
      likeness: Math.max(
        ...[zh, en, key, ...aliases].map((name) => likeness(name, headings[position] ?? '')),
      ),
    })),
  );
  const suggested: Record<string, number> = {};
  const taken = new Set<number>();
  for (const { key, position, likeness: how } of pairs.toSorted(
    (one, other) => other.likeness - one.likeness,
  )) {
    if (how < LEAST || suggested[key] !== undefined || taken.has(position)) continue;
    suggested[key] = position;
    taken.add(position);
  }
  return suggested;
}

/** Computes how alike two headings are, from 0 to 1: the share of their characters and pairs of characters that they have in common. */
function likeness(one: string, other: string): number {
  const [left, right] = [gramsOf(comparableHeading(one)), gramsOf(comparableHeading(other))];
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  let common = 0;
  for (const gram of left) {
    const at = rest.indexOf(gram);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length);
}

const MAX_CHARACTERS = 40;

/** Lists the characters and the pairs of neighbours; of Latin words the pairs alone, whose letters say nothing. */
function gramsOf(text: string): string[] {
  const characters = [...text].slice(0, MAX_CHARACTERS);
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return /^[\x20-\x7e]+$/.test(text) ? pairs : [...characters, ...pairs];
}
