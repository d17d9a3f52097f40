// Starts a Temporal server through the SDK and stops it: proves that an executable works, and is how the SDK's own
// download is reached. A process of its own, because a download that hangs can only be ended from outside.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, executable] = process.argv.slice(2);
const create =
  kind === 'time-skipping' ? TestWorkflowEnvironment.createTimeSkipping : TestWorkflowEnvironment.createLocal;
try {
  const environment = await create.call(TestWorkflowEnvironment, {
    server: { executable: JSON.parse(executable) },
  });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
