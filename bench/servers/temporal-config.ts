/** Where a Temporal server keeps its data and listens. */
export interface TemporalSettings {
  database: { host: string; port: number; user: string; password: string };
  /** The first of the ports in a row that its services listen on. */
  ports: Record<(typeof SERVICES)[number], { grpc: number; membership: number }>;
  /** The file of settings that can be changed while the server runs. */
  dynamicConfigFile: string;
}

export const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
export const STORES = { default: 'temporal', visibility: 'temporal_visibility' } as const;

const HOST = '127.0.0.1';
/** Connections of each service, four of which share the database with all others. */
const CONNECTIONS = { default: 20, visibility: 4 } as const;
const HISTORY_SHARDS = 4;

/** Puts together the server's configuration: one process with all four services, on one PostgreSQL. */
export function temporalConfig({ database, ports, dynamicConfigFile }: TemporalSettings): object {
  const store = (name: keyof typeof STORES) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName: STORES[name],
      connectAddr: `${database.host}:${database.port}`,
      connectProtocol: 'tcp',
      user: database.user,
      password: database.password,
      maxConns: CONNECTIONS[name],
      maxIdleConns: CONNECTIONS[name],
      maxConnLifetime: '1h',
    },
  });
  const frontend = `${HOST}:${ports.frontend.grpc}`;
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: { default: store('default'), visibility: store('visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: HOST } },
    services: Object.fromEntries(
      SERVICES.map((service) => [
        service,
        {
          rpc: {
            grpcPort: ports[service].grpc,
            membershipPort: ports[service].membership,
            bindOnIP: HOST,
          },
        },
      ]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: frontend,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: {
      archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    },
    publicClient: { hostPort: frontend },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
}

/** Puts settings into the form of the server's own file, where each has a list of values. */
export function dynamicConfig(settings: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, [{ value }]]));
}
