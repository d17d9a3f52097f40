import { orderBatch } from '../../db/batches/order-batch.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { DAY_MS } from '../../domain/time.ts';
import { batchWorkflowId } from '../../workflows/batches/messages.ts';
import { batchAt, sendFile } from '../support/batches.ts';
import { eventually } from '../support/records.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { csvOf, rollTable } from '../support/table-files.ts';
import { mintPlace } from '../support/walk.ts';
import type { Path } from './paths.ts';

/** Is longer than what a batch that is over waits before it is cleared. */
const A_YEAR_MS = 366 * DAY_MS;

/** The course of a batch: checked, started by a person, done, and cleared in the end. */
export const BATCH_PATHS: Record<string, Path> = {
  async batchDoneAndCleared(skipping) {
    const { platform } = skipping;
    const { examSessionId, campus } = await mintPlace(platform);
    const rows = Array.from({ length: 3 }, () => mintRollCells({ campusCode: campus.code }));
    const file = csvOf(rollTable(rows));
    const scope = campus.schoolCode as `${number}`;
    const id = await sendFile(platform, file, {
      kind: 'roll',
      examSessionId,
      scope,
      startedBy: COMMAND_LINE,
    });
    await batchAt(platform, id, 'checked');
    await orderBatch(platform.db, { id, order: 'start', actor: COMMAND_LINE }, skipping.clock.now());
    await batchAt(platform, id, 'done');
    await skipping.pass(A_YEAR_MS);
    const workflowId = batchWorkflowId({ kind: 'roll', id });
    const handle = platform.client.workflow.getHandle(workflowId);
    await eventually(async () => (await handle.describe()).status.name).toBe('COMPLETED');
    return { workflowId };
  },
};
