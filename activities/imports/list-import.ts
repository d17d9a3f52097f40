import type { DoneRow, PageWork, RowInTurn } from '../../db/batches/run-page.ts';
import type { StagedRow } from '../../db/batches/stage-rows.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { Database, Transaction } from '../../db/connect.ts';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import {
  entryKey,
  findListed,
  type ListEntry,
  readListEntries,
  readSubjectCodes,
  writeListEntries,
} from '../../db/roll/import-lists.ts';
import type { Vault } from '../../db/vault.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import { LIST_COLUMNS, type ListColumn, type ListRow, readListRow } from '../../domain/roll/list-rows.ts';
import type { TableImport } from './batch-table.ts';
import { checkKeys } from './check-keys.ts';
import { sessionOf } from '../batches/session-of.ts';
import { rowOfCells } from './row-of-cells.ts';

/** 黑白名单: entries for a person of the roll and a subject, added with a reason or taken away. */
export const LIST_IMPORT: TableImport<ListColumn> = {
  columns: LIST_COLUMNS,
  uniques: [
    { by: 'key', column: 'idNumber', code: 'DUPLICATE_ENTRY' },
    { by: 'other_key', column: 'kind', code: 'ON_BOTH_LISTS' },
  ],
  handing: { unfreed: flaw('kind', 'ON_OTHER_LIST') },
  async open({ db, vault }, batch) {
    await checkKeys(db, vault);
    const catalogue = await readSubjectCodes(db);
    return async (sources) => {
      const staged: StagedRow[] = [];
      const read: { line: number; cells: StagedRow['cells']; row: ListRow }[] = [];
      for (const { line, cells, flaws: known } of sources) {
        const { row, flaws } = readListRow(cells);
        const all: Flaw[] = [...known, ...flaws];
        if (row && !catalogue.has(row.subjectCode))
          all.push(flaw('subjectCode', 'UNKNOWN_SUBJECT', { code: row.subjectCode }));
        if (row && all.length === 0) read.push({ line, cells, row });
        else staged.push({ line, cells, outcome: 'bad', flaws: all });
      }
      const found = await wishesOf(db, vault, batch, read);
      for (const { line, cells, wish } of found) {
        if ('code' in wish) staged.push({ line, cells, outcome: 'bad', flaws: [wish] });
        else {
          const { key, seen, isSame, schoolCode, action, entry, other } = wish;
          const outcome = isSame ? 'unchanged' : seen === null ? 'new' : 'changed';
          staged.push({
            line,
            cells,
            outcome,
            key,
            schoolCode,
            ...(seen !== null && { seen, changes: [action === 'remove' ? 'action' : 'reason'] }),
            // Whoever is added to one list must leave the other one, by another row of the file.
            ...(action === 'add' && { otherKey: `${entry.candidateId}/${entry.subjectCode}` }),
            ...(other !== null && { holder: other }),
          });
        }
      }
      return staged;
    };
  },
  async run({ vault }, _batch) {
    return { apply: (tx, batch, rows) => applyRows(tx, vault, batch, rows) } satisfies PageWork;
  },
};

/** What a row means for the list as it is now. */
interface Wish {
  key: string;
  entry: ListEntry;
  action: ListRow['action'];
  schoolCode: string;
  /** What was compared with at the check: the reason that stands there; null: no such entry. */
  seen: string | null;
  isSame: boolean;
  /** The entry of the other list that stands in the way of an addition. */
  other: string | null;
}

async function wishesOf<Read extends { row: ListRow }>(
  db: Database | Transaction,
  vault: Vault,
  batch: BatchRecord,
  read: readonly Read[],
): Promise<(Read & { wish: Wish | Flaw })[]> {
  const indexOf = ({ row }: Read) => idNumberIndex(vault, row.idType, row.idNumber);
  const people = await findListed(db, {
    examSessionId: sessionOf(batch),
    scope: batch.scope,
    idNumberIndexes: read.map(indexOf),
  });
  const entries = await readListEntries(
    db,
    people.map(({ candidateId }) => candidateId),
  );
  return read.map((one) => {
    const { row } = one;
    const index = indexOf(one);
    const [person, other] = people.filter(
      ({ idNumberIndex: theirs, schoolCode }) =>
        theirs === index && (row.schoolCode === '' || schoolCode === row.schoolCode),
    );
    if (!person) return { ...one, wish: flaw('idNumber', 'NOT_ON_ROLL') };
    if (other) return { ...one, wish: flaw('schoolCode', 'ON_TWO_ROLLS') };
    if (person.nameIndex !== nameIndex(vault, row.name))
      return { ...one, wish: flaw('name', 'NAME_DIFFERS') };
    const { subjectCode, kind, reason, action } = row;
    const entry = { candidateId: person.candidateId, subjectCode, kind, reason };
    const key = entryKey(entry);
    const seen = entries.get(key) ?? null;
    const isSame = action === 'remove' ? seen === null : seen === reason;
    const otherKey = entryKey({ ...entry, kind: kind === 'white' ? 'black' : 'white' });
    const there = action === 'add' && entries.has(otherKey) ? otherKey : null;
    const { schoolCode } = person;
    return { ...one, wish: { key, entry, action, schoolCode, seen, isSame, other: there } };
  });
}

async function applyRows(
  tx: Transaction,
  vault: Vault,
  batch: BatchRecord,
  rows: readonly RowInTurn[],
): Promise<DoneRow[]> {
  const done: DoneRow[] = [];
  const added: ListEntry[] = [];
  const removed: ListEntry[] = [];
  const read = rows.flatMap(({ line, cells, seen }) => {
    const { row } = readListRow(rowOfCells(line, cells, LIST_COLUMNS).cells);
    return row ? [{ line, seen, row }] : [];
  });
  const found = await wishesOf(tx, vault, batch, read);
  const leaving = new Set(
    found.flatMap(({ seen, wish }) =>
      'key' in wish && wish.action === 'remove' && wish.seen === seen ? [wish.key] : [],
    ),
  );
  for (const { line, seen, wish } of found) {
    if ('code' in wish) done.push({ line, result: 'refused', refusal: 'NOT_FOUND' });
    else if (wish.isSame) done.push({ line, result: 'unchanged' });
    else if (wish.seen !== seen || (wish.other !== null && !leaving.has(wish.other)))
      done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
    else {
      (wish.action === 'add' ? added : removed).push(wish.entry);
      done.push({ line, result: 'done' });
    }
  }
  await writeListEntries(tx, { added, removed });
  return done;
}
