import { ALWAYS_APPROVED, type BatchCounts, type FilterKind } from './batch.ts';

/** Whom an action on many is about: a filter in clear, of codes and of what staff may filter by. */
export type BulkFilter = Readonly<Record<string, string>>;

/** How all whom a filter finds are decided; candidates read the reason. */
export type BulkDecision = { outcome: 'approve' } | { outcome: 'reject'; reason: string };

/** Names the mail of a row: it is left once, and what becomes of it is told to the row. */
export function batchMailKey(batchId: string, line: number): string {
  return `bulk/${batchId}/${line}`;
}

/** Reads the row that a mail belongs to; null for any other message. */
export function rowOfMail(key: string): { batchId: string; line: number } | null {
  const [, batchId, line] = /^bulk\/([0-9a-f-]{36})\/(\d{1,9})$/.exec(key) ?? [];
  return batchId && line ? { batchId, line: Number(line) } : null;
}

/** Finds where a batch goes once all whom its filter finds are written down. */
export function afterStaging(
  { kind, total }: Pick<BatchCounts, 'total'> & { kind: FilterKind },
  { secondPersonAbove }: { secondPersonAbove: number },
): 'submitted' | 'running' {
  const most = ALWAYS_APPROVED.includes(kind) ? 0 : secondPersonAbove;
  return total > most ? 'submitted' : 'running';
}

/** Writes down whom an action on many is about; what is not asked for is left out. */
export function bulkFilterOf(asked: object): BulkFilter {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
