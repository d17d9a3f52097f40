import type { ImportColumn } from '../cells/columns.ts';
import { LIST_COLUMNS } from '../roll/list-rows.ts';
import { ROLL_COLUMNS } from '../roll/roll.ts';
import { SCORE_COLUMNS } from '../roll/scores.ts';
import { CAPACITY_COLUMNS } from '../seats/capacity-rows.ts';
import type { BatchKind } from '../batches/batch.ts';

/** Of photos, the file is all there is to a row. */
const PHOTO_COLUMNS: readonly ImportColumn[] = [{ key: 'file', zh: '文件', en: 'file' }];

/** The columns of each kind that is sent in. */
export const IMPORT_COLUMNS: Readonly<Record<BatchKind, readonly ImportColumn[]>> = {
  roll: ROLL_COLUMNS,
  scores: SCORE_COLUMNS,
  lists: LIST_COLUMNS,
  capacity: CAPACITY_COLUMNS,
  photos: PHOTO_COLUMNS,
};
