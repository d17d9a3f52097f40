import type { FileKind } from '../../domain/batches/batch.ts';
import type { BatchWork } from '../batches/batch-work.ts';
import { tableWork } from './batch-table.ts';
import { CAPACITY_IMPORT } from './capacity-import.ts';
import { LIST_IMPORT } from './list-import.ts';
import { PHOTO_WORK } from './photo-batch.ts';
import { ROLL_IMPORT } from './roll-import.ts';
import { SCORE_IMPORT } from './score-import.ts';

/** How each kind of file is done. */
export const IMPORT_WORKS: Record<FileKind, BatchWork> = {
  roll: tableWork(ROLL_IMPORT),
  scores: tableWork(SCORE_IMPORT),
  lists: tableWork(LIST_IMPORT),
  capacity: tableWork(CAPACITY_IMPORT),
  photos: PHOTO_WORK,
};
