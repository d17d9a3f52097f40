// Starts a Temporal server through the SDK and stops it: proves that an executable works, and is how the SDK's own
// download is reached. A process of its own, because a download that hangs can only be ended from outside.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, executable] = process.argv.slice(2);
const server = { executable: JSON.parse(executable) };
/** The SDK gives a server five seconds to come up, which a busy machine may not have. */
const TRIES = 3;

for (let tries = 1; tries <= TRIES; tries++) {
  try {
    const environment =
      kind === 'time-skipping'
        ? await TestWorkflowEnvironment.createTimeSkipping({ server })
        : await TestWorkflowEnvironment.createLocal({ server });
    await environment.teardown();
    break;
  } catch (error) {
    if (tries < TRIES && !/download/.test(error.message)) continue;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    break;
  }
}
