import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';

const LOOPBACK = '127.0.0.1';

/** Tells whether a server can listen on the port right now. */
export function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Ports below the range from which the system assigns ports itself. */
const CHOSEN_FROM = { first: 20_000, count: 10_000 };
const chosen = new Set<number>();

/**
 * Chooses a port nobody listens on, for a server that has to be told one. It lies outside the system's own range, and
 * this process never chooses it twice, so that it is still free when the server starts.
 */
export async function freePort(): Promise<number> {
  while (chosen.size < CHOSEN_FROM.count) {
    const port = CHOSEN_FROM.first + randomInt(CHOSEN_FROM.count);
    if (chosen.has(port)) continue;
    chosen.add(port);
    if (await isPortFree(port)) return port;
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
