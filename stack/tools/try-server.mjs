// Starts a Temporal server through the SDK and stops it. This proves that an executable works, and is the one way to
// the SDK's own download. It is a process of its own, because a download that hangs can only be ended from outside.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, executable] = process.argv.slice(2);
const server = { executable: JSON.parse(executable) };
/** The number of tries: the SDK gives a server five seconds to come up, which is too short on a busy machine. */
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
