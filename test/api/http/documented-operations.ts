import { randomUUID } from 'node:crypto';
import type { CallOptions, TestApi } from '../test-api.ts';
import type { Addressed } from './rights-operations.ts';

interface Documented {
  tags?: string[];
  summary?: string;
  security?: Record<string, []>[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses?: Record<string, { content?: Record<string, { schema: object }> }>;
  'x-permission'?: string;
}

interface Document {
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Documented>>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, object> };
}

export type DocumentedOperation = Awaited<ReturnType<typeof documentedOperations>>['operations'][number];

/** Reads the OpenAPI document, and every operation in it. */
export async function documentedOperations(api: TestApi) {
  const document = (await (await api.get('/api/openapi.json')).json()) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const schemes = (operation.security ?? []).map((scheme) => Object.keys(scheme)[0] ?? null);
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        operation,
        /** The sign-in that is noticed; null for none. */
        noticed: schemes[0] ?? null,
        /** The sign-in without which the operation is refused; null for operations open to anybody. */
        guard: schemes.includes(null) ? null : (schemes[0] ?? null),
        permission: operation['x-permission'],
      };
    }),
  );
  return { document, operations };
}

/** Builds the request of an operation, with what the table of all operations gives for it. */
export async function requestOf(
  { method, path }: Pick<DocumentedOperation, 'method' | 'path'>,
  given: Addressed,
): Promise<{ method: string; address: string; options: CallOptions }> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => String(given.path?.[part]));
  return {
    method,
    address: given.query === undefined ? filled : `${filled}?${given.query}`,
    options: {
      body: given.fresh ? { ...(given.body as object), ...(await given.fresh()) } : given.body,
      ...(given.form !== undefined && { rawBody: given.form }),
      headers: {
        'Idempotency-Key': randomUUID(),
        ...(given.form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
    },
  };
}
