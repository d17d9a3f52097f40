import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { HISTORIES, writeHistory } from './histories.ts';
import { PATHS } from './paths.ts';

/** The shape workflows have now; raised when a release changes it, and the histories of the former one stay. */
const SHAPE = 'v1';

describe('recording', async () => {
  const skipping = await startSkippingPlatform();
  const directory = `${HISTORIES}/${SHAPE}`;

  it.each(Object.keys(PATHS))('%s', async (name) => {
    await mkdir(directory, { recursive: true });
    const { workflowId, runId } = await PATHS[name]!(skipping);
    const history = await skipping.platform.client.workflow.getHandle(workflowId, runId).fetchHistory();
    expect(history.events?.length).toBeGreaterThan(3);
    await writeHistory(`${directory}/${name}`, history);
  });
});
