// Ends the processes its parent started once the parent is gone: kill -9 and a closed terminal leave the parent no
// chance to clean up, but they do close this process's standard input.
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const GRACE_MS = 10_000;
const guarded = new Map();
const directories = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.guard) guarded.set(order.guard, order.signal);
  if (order.release) guarded.delete(order.release);
  if (order.remove) directories.add(order.remove);
}

const send = (pid, signal) => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};
for (const [pid, signal] of guarded) send(pid, signal);
const deadline = Date.now() + GRACE_MS;
for (const pid of guarded.keys()) {
  while (send(pid, 0) && Date.now() < deadline) await delay(50);
  send(pid, 'SIGKILL');
}
for (const directory of directories) await rm(directory, { recursive: true, force: true });
