import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { createWorkflowClient } from '../../../api/commands/workflow-client.ts';
import { systemClock } from '../../../config/clock.ts';
import { payloadKeyRegistry } from '../../../db/payload-keys.ts';
import { createDataConverter } from '../../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../../gateways/temporal/key-ring.ts';
import { REGISTRATION_WORKFLOW } from '../../../workflows/registration/messages.ts';
import { endableRetries } from '../../support/endable-retries.ts';
import { startPlatform } from '../../support/platform.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { taskQueue, log } = platform;
const PINNED =
  proto.temporal.api.workflow.v1.VersioningOverride.PinnedOverrideBehavior.PINNED_OVERRIDE_BEHAVIOR_PINNED;

/** The platform whose API reaches Temporal by another client. */
function reachedBy(client: Client) {
  const workflows = createWorkflowClient({ client, taskQueue, log, publicUrl: 'https://cet.example' });
  return { ...platform, app: createApp({ ...platform, workflows }) };
}

/** A campus with something to register for. */
async function mintOpenPlace() {
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  return place;
}

/** Reads what became of the run that a start began, whatever runs under its id now. */
async function statusOfRun({
  workflowId,
  firstExecutionRunId,
}: {
  workflowId: string;
  firstExecutionRunId: string;
}) {
  const run = platform.client.workflow.getHandle(workflowId, firstExecutionRunId);
  return (await run.describe()).status.name;
}

const busy = { ok: false, status: 503, code: 'UNAVAILABLE' };

describe('a command that Temporal does not carry out is to be sent again, and the same request then is', () => {
  it('when something else held the id of its workflow, of a type that is none of ours', async () => {
    const candidate = await mintCandidate(platform, await mintOpenPlace());
    const stranger = await platform.client.workflow.start('nosuch', {
      workflowId: candidate.workflowId,
      taskQueue,
      args: [],
    });
    // It fails by itself, and the command is carried out.
    expect(accepted(await candidate.save())).toMatchObject({ code: 'OK' });
    expect(await statusOfRun(stranger)).toBe('FAILED');
  });

  it('when something else holds the id, and does not know it', async () => {
    const candidate = await mintCandidate(platform, await mintOpenPlace());
    accepted(await candidate.save());
    const own = platform.client.workflow.getHandle(candidate.workflowId);
    await own.terminate();
    // A place in a queue waits, and knows no commands.
    const stranger = await platform.client.workflow.start('waitlistEntry', {
      workflowId: candidate.workflowId,
      taskQueue,
      args: [
        {
          waitlistEntryId: 'w',
          registrationId: 'r',
          examSessionId: 'e',
          endsAt: Date.now() + 3_600_000,
        },
      ],
    });
    expect(accepted(await candidate.setQuickPrint(false))).toMatchObject({ code: 'OK' });
    expect(await statusOfRun(stranger)).toBe('TERMINATED');
  });

  it('when what holds the id, be it ours, is pinned to workers that do not exist', async () => {
    const candidate = await mintCandidate(platform, await mintOpenPlace());
    const { workflowId } = candidate;
    const { workflow, workflowService, options } = platform.client;
    const version = { deploymentName: 'nosuch', buildId: 'nosuch' };
    const stranger = await workflow.start(REGISTRATION_WORKFLOW, {
      workflowId,
      taskQueue,
      args: ['rubbish'],
      versioningOverride: { pinnedTo: version },
    });
    expect(accepted(await candidate.save())).toMatchObject({ code: 'OK' });
    expect(await statusOfRun(stranger)).toBe('TERMINATED');

    const { runId } = await workflow.getHandle(workflowId).describe();
    await workflowService.updateWorkflowExecutionOptions({
      namespace: options.namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { versioningOverride: { pinned: { behavior: PINNED, version } } },
      updateMask: { paths: ['versioning_override'] },
    });
    expect(accepted(await candidate.setQuickPrint(false))).toMatchObject({ code: 'OK' });
    expect(await statusOfRun({ workflowId, firstExecutionRunId: runId })).toBe('TERMINATED');
  });

  it('when the server is away', async () => {
    const retries = endableRetries();
    const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: retries.interceptors });
    const { namespace } = platform.client.options;
    const client = new Client({
      connection,
      namespace,
      dataConverter: createDataConverter(platform.ring),
    });
    const place = await mintOpenPlace();
    const cutOff = await mintCandidate(reachedBy(client), place);
    expect(await cutOff.save()).toMatchObject(busy);
    await retries.end();
    await connection.close();
  });

  it('when the workers cannot read what this process seals', async () => {
    const { connection, options } = platform.client;
    const unheardOf = new KeyRing([randomBytes(32).toString('hex')], {
      ...payloadKeyRegistry(platform.db, systemClock),
      register: async () => {},
    });
    const client = new Client({
      connection,
      namespace: options.namespace,
      dataConverter: createDataConverter(unheardOf),
    });
    const misread = await mintCandidate(reachedBy(client), await mintOpenPlace());
    expect(await misread.save()).toMatchObject(busy);
  });
});
