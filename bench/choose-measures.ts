import { StackError } from '../stack/stack-error.ts';
import type { Measure } from './measure.ts';

/**
 * Chooses the measures asked for: by number with all their parts (`3`), or one part (`3b`); all when none is named.
 * @throws StackError listing what there is
 */
export function chooseMeasures(measures: readonly Measure[], wanted: readonly string[]): Measure[] {
  const isWanted = (id: string) => wanted.some((name) => id === name || id.replace(/[a-z]$/, '') === name);
  const unknown = wanted.filter(
    (name) => !measures.some(({ id }) => id === name || id.replace(/[a-z]$/, '') === name),
  );
  if (unknown.length > 0) {
    const there = measures.map(({ id, title }) => `  ${id}  ${title}`).join('\n');
    throw new StackError(`There is no measure ${unknown.join(', ')}. There are:\n${there}`);
  }
  return measures.filter(({ id }) => wanted.length === 0 || isWanted(id));
}
