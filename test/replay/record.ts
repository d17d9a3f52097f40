import { describe, expect, it } from 'vitest';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { isRecorded, SHAPE, writeHistory } from './histories.ts';
import { PATHS } from './paths.ts';

describe('recording', async () => {
  const skipping = await startSkippingPlatform({ batches: true });

  it.each(Object.keys(PATHS))('%s', async (name) => {
    if (isRecorded(name))
      throw new Error(`${SHAPE}/${name} is recorded already: raise SHAPE in histories.ts`);
    const { workflowId, runId } = await PATHS[name]!(skipping);
    const history = await skipping.platform.client.workflow.getHandle(workflowId, runId).fetchHistory();
    expect(history.events?.length).toBeGreaterThan(3);
    await writeHistory(name, workflowId, history);
  });
});
