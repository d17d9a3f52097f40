import type { ImportColumn } from './columns.ts';

/** What is wrong with the columns that a person has chosen: one that must be there is not, two are the same, or nobody sees it. */
export type ChoiceFlaw = { column: string; code: 'missing' | 'repeated' | 'unknown' | 'hidden' };

/** Checks which column of a file stands for which of ours. */
export function columnChoiceFlaws(
  columns: readonly ImportColumn[],
  positions: Readonly<Record<string, number>>,
  { texts, hidden = [] }: { texts: readonly string[]; hidden?: readonly number[] },
): ChoiceFlaw[] {
  const flaws: ChoiceFlaw[] = [];
  const taken = new Set<number>();
  for (const [column, position] of Object.entries(positions)) {
    const isOurs = columns.some(({ key }) => key === column);
    if (!isOurs || position >= texts.length) flaws.push({ column, code: 'unknown' });
    else if (hidden.includes(position)) flaws.push({ column, code: 'hidden' });
    else if (taken.has(position)) flaws.push({ column, code: 'repeated' });
    taken.add(position);
  }
  for (const { key, optional } of columns)
    if (!optional && positions[key] === undefined) flaws.push({ column: key, code: 'missing' });
  return flaws;
}
