import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Payload } from '@temporalio/common';
import { cors } from 'hono/cors';
import { PayloadKeyMissingError } from '../../gateways/temporal/key-ring.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';

const MAX_PAYLOADS = 500;

const payloadSchema = z.object({
  metadata: z.record(z.string().max(100), z.string().max(1_000)).optional(),
  data: z.string().max(4_000_000).optional(),
});
const payloadsSchema = z.object({ payloads: z.array(payloadSchema).max(MAX_PAYLOADS) }).openapi('Payloads');

/** Decrypts payloads for signed-in staff who look at the Temporal UI; only its origin may ask. */
export function codecRoutes(deps: ApiDependencies) {
  const app = new OpenAPIHono<ApiEnv>();
  app.use(
    '/staff/codec/decode',
    cors({
      origin: new URL(deps.settings.temporalUiUrl).origin,
      credentials: true,
      allowMethods: ['POST'],
      allowHeaders: ['content-type', 'x-namespace'],
      maxAge: 600,
    }),
  );
  return app.openapi(
    createRoute({
      method: 'post',
      path: '/staff/codec/decode',
      tags: ['staff'],
      summary: 'Decodes payloads for the Temporal UI',
      ...requireStaff(deps, 'payloads.decode'),
      request: { body: jsonBody(payloadsSchema) },
      responses: { 200: json(payloadsSchema), ...problems },
    }),
    async (c) => {
      const sealed = c.req.valid('json').payloads.map(fromJson);
      try {
        return c.json({ payloads: (await deps.openPayloads(sealed)).map(toJson) }, 200);
      } catch (error) {
        if (error instanceof PayloadKeyMissingError) throw new ApiError('UNDECODABLE');
        throw error;
      }
    },
  );
}

function fromJson({ metadata = {}, data = '' }: z.infer<typeof payloadSchema>): Payload {
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data, 'base64'),
  };
}

function toJson({ metadata, data }: Payload): z.infer<typeof payloadSchema> {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, base64(value)])),
    data: base64(data ?? new Uint8Array()),
  };
}
