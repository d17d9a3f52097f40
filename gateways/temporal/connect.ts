import { readFile } from 'node:fs/promises';
import type { Environment } from '../../config/environment.ts';

type TemporalSettings = Pick<
  Environment,
  'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS' | 'TEMPORAL_TLS_CERT' | 'TEMPORAL_TLS_KEY'
>;

/**
 * Builds connection options for a server of one's own, a cluster, or Temporal Cloud with client certificates or an API
 * key.
 */
export async function temporalConnectionOptions(settings: TemporalSettings) {
  const { TEMPORAL_TLS_CERT: certPath, TEMPORAL_TLS_KEY: keyPath, TEMPORAL_API_KEY: apiKey } = settings;
  const clientCertPair =
    certPath && keyPath ? { crt: await readFile(certPath), key: await readFile(keyPath) } : undefined;
  const usesTls = settings.TEMPORAL_TLS || clientCertPair !== undefined || apiKey !== undefined;
  return {
    address: settings.TEMPORAL_ADDRESS,
    ...(apiKey ? { apiKey } : {}),
    ...(usesTls ? { tls: clientCertPair ? { clientCertPair } : true } : {}),
  };
}
