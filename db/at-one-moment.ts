import type { Database, Transaction } from './connect.ts';

/** Reads several things as of one moment: a version never stands beside the rows of another. */
export function atOneMoment<Result>(
  db: Database,
  read: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}
