import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';

const LOOPBACK = '127.0.0.1';

/** Listens on the port; resolves to undefined where somebody else does. */
function listenOn(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

/** Tells whether a server can listen on the port right now. */
export async function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  const server = await listenOn(port, host);
  if (!server) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/** Slices of the ports below the range from which the system assigns ports itself. */
const SLICES = { first: 20_000, count: 100, size: 100 };
/** Ports not chosen yet, of the slices this process holds. */
const left: number[] = [];
let takingSlice: Promise<void> | undefined;

/**
 * Chooses a port nobody listens on, for a server that has to be told one. It lies outside the system's own range, and
 * neither this process nor another that is running chooses it too, so that it is still free when the server starts.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = left.shift();
    if (port === undefined) {
      takingSlice ??= takeSlice().finally(() => {
        takingSlice = undefined;
      });
      await takingSlice;
    } else if (await isPortFree(port)) return port;
  }
}

/** Takes a slice that no running process holds: it is held by listening on its first port until this process ends. */
async function takeSlice(): Promise<void> {
  const start = randomInt(SLICES.count);
  for (let tried = 0; tried < SLICES.count; tried += 1) {
    const first = SLICES.first + ((start + tried) % SLICES.count) * SLICES.size;
    const holder = await listenOn(first, LOOPBACK);
    if (!holder) continue;
    holder.unref();
    for (let port = first + 1; port < first + SLICES.size; port += 1) left.push(port);
    return;
  }
  throw new StackError('No port between 20000 and 30000 is free');
}

export interface WantedPort {
  port: number;
  /** The name of the listener in the error line. */
  purpose: string;
  /** The environment variable that sets another port. */
  variable: string;
}

/**
 * Checks that everything can listen where it is meant to, before anything is started.
 * @param patienceMs how long to wait for ports that an ending process still holds
 * @throws StackError naming every port that is taken and the variable that moves it
 */
export async function requireFreePorts(wanted: readonly WantedPort[], patienceMs = 0): Promise<void> {
  const twice = wanted.find((one, index) => wanted.findIndex((other) => other.port === one.port) !== index);
  if (twice) throw new StackError(`Port ${twice.port} is given twice: set ${twice.variable} to another one`);
  const deadline = Date.now() + patienceMs;
  let taken = await takenOf(wanted);
  while (taken.length > 0 && Date.now() < deadline) {
    await delay(200);
    taken = await takenOf(taken);
  }
  if (taken.length === 0) return;
  throw new StackError(
    taken
      .map(
        ({ port, purpose, variable }) =>
          `Port ${port} (${purpose}) is in use: set ${variable} to another one`,
      )
      .join('; '),
  );
}

async function takenOf(wanted: readonly WantedPort[]): Promise<WantedPort[]> {
  const free = await Promise.all(wanted.map(({ port }) => isPortFree(port)));
  return wanted.filter((_, index) => !free[index]);
}
