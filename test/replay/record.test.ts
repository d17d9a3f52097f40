import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { HISTORIES, writeHistory } from './histories.ts';
import { PATHS } from './paths.ts';

/** The shape workflows have now; raised when a release changes it, and the histories of the former one stay. */
const SHAPE = 'v1';

/** `RECORD_HISTORIES=1 npx vitest run test/replay` writes the histories of the present shape anew. */
describe.runIf(process.env.RECORD_HISTORIES)('recording', async () => {
  if (!process.env.RECORD_HISTORIES) return;
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
