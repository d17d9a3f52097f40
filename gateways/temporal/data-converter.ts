import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { KeyRing } from './key-ring.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** Creates the converter by which every client and worker of the platform reads and writes payloads. */
export function createDataConverter(
  ring: KeyRing,
  options?: Parameters<typeof createPayloadCodec>[1],
): DataConverter {
  return {
    payloadConverterPath: fileURLToPath(new URL('./payload-converter.cjs', import.meta.url)),
    failureConverterPath: fileURLToPath(new URL('./failure-converter.cjs', import.meta.url)),
    payloadCodecs: [createPayloadCodec(ring, options)],
  };
}
