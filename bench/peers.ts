import type { Argon2Jobs } from './bare/argon2-jobs.ts';
import type { BareJobs } from './bare/bare-jobs.ts';
import type { BareReadsJobs } from './bare/bare-reads-jobs.ts';
import type { LoadJobs } from './load/load-jobs.ts';
import { once } from './once.ts';
import { type Pretix, startPretix } from './pretix/start-pretix.ts';
import { Worker } from './processes/jobs.ts';
import { startProcess } from './processes/start-process.ts';
import type { Servers } from './stack.ts';
import { platformSecrets } from './platform-secrets.ts';
import type { Starting } from './starting.ts';

export type Peers = ReturnType<typeof createPeers>;

/** Prepares the processes beside the platform: each is started when a measure first asks for it. */
export function createPeers(starting: Starting, servers: Servers) {
  const env = {
    ...process.env,
    OWNER_DATABASE_URL: servers.ownerUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: servers.namespace,
  };
  let pretix: Promise<Pretix> | undefined;
  return {
    /** The other platform that the full path is compared with. */
    pretix: (signal: AbortSignal) => (pretix ??= startPretix(starting, servers, signal)),
    /** Serves bare reads. */
    bareReads: once(async () => {
      const { dataKey, indexKey } = await platformSecrets(starting);
      const keys = { DATA_KEY: dataKey, INDEX_KEY: indexKey };
      return new Worker<BareReadsJobs>(
        await startProcess(starting, 'bare-reads', 'bench/bare/reads-main.ts', { ...env, ...keys }),
      );
    }),
    /** Checks passwords and does nothing else. */
    argon2: once(
      async () =>
        new Worker<Argon2Jobs>(await startProcess(starting, 'argon2', 'bench/bare/argon2-main.ts', env)),
    ),
    /** Makes the load. */
    load: once(
      async () => new Worker<LoadJobs>(await startProcess(starting, 'load', 'bench/load/main.ts', env)),
    ),
    /** Works on bare workflows. */
    bareWorker: once(
      async () =>
        new Worker<BareJobs>(await startProcess(starting, 'bare', 'bench/bare/worker-main.ts', env)),
    ),
  };
}
