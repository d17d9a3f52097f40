import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortFree } from '../processes/ports.ts';

const POLL_MS = 50;
const LONGEST_MS = 60_000;

/**
 * Starts a Java server once and ends it, so that Java writes an archive of the classes it loaded: the next start takes
 * a third of the time. Without an archive the server merely starts slower, so a failure here is ignored.
 * @param args Java's, with `-XX:ArchiveClassesAtExit`; the port is added as the last one
 */
export async function archiveClasses(args: string[], directory: string): Promise<void> {
  const port = await freePort();
  const server = spawn('java', [...args, String(port)], { cwd: directory, stdio: 'ignore' });
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const overdue = setTimeout(end, LONGEST_MS);
  const gone = once(server, 'close').catch(() => undefined);
  while (server.exitCode === null && server.signalCode === null && (await isPortFree(port)))
    await delay(POLL_MS);
  server.kill('SIGTERM');
  await gone;
  clearTimeout(overdue);
  process.off('exit', end);
}
