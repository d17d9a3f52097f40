import type { ImportColumn } from '../cells/columns.ts';
import { LIST_COLUMNS } from '../roll/list-rows.ts';
import { ROLL_COLUMNS } from '../roll/roll.ts';
import { SCORE_COLUMNS } from '../roll/scores.ts';
import { CAPACITY_COLUMNS } from '../seats/capacity-rows.ts';
import type { BatchKind } from '../batches/batch.ts';

/** Of people whom a filter finds, the report says this. */
const PEOPLE_COLUMNS: readonly ImportColumn[] = [
  { key: 'name', zh: '姓名', en: 'name' },
  { key: 'studentNumber', zh: '学号', en: 'student number' },
  { key: 'idNumber', zh: '证件号码', en: 'ID number' },
];

/** Of photos, the file is all there is to a row. */
const PHOTO_COLUMNS: readonly ImportColumn[] = [{ key: 'file', zh: '文件', en: 'file' }];

/** The columns of each kind of row: those of a file that is sent in, or those of a report. */
export const IMPORT_COLUMNS: Readonly<Record<BatchKind, readonly ImportColumn[]>> = {
  roll: ROLL_COLUMNS,
  scores: SCORE_COLUMNS,
  lists: LIST_COLUMNS,
  capacity: CAPACITY_COLUMNS,
  photos: PHOTO_COLUMNS,
  reminders: PEOPLE_COLUMNS,
  messages: PEOPLE_COLUMNS,
  decisions: PEOPLE_COLUMNS,
};
