import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.ts';
import { docsPage } from './docs-page.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { json, problems } from './schemas.ts';

const getDocument = createRoute({
  method: 'get',
  path: '/openapi.json',
  tags: ['operations'],
  summary: 'This document',
  responses: { 200: json(z.object({ openapi: z.string() }).loose()), ...problems },
});

const getDocs = createRoute({
  method: 'get',
  path: '/docs',
  tags: ['operations'],
  summary: 'This document as a page',
  responses: {
    200: { description: 'OK', content: { 'text/html': { schema: z.string() } } },
    ...problems,
  },
});

/** @param document called at the first request, when every route is mounted */
export function openApiRoutes(document: () => OpenApiDocument) {
  let made: OpenApiDocument | undefined;
  const current = () => (made ??= document());
  return new OpenAPIHono<ApiEnv>()
    .openapi(getDocument, (c) => c.json(current() as unknown as { openapi: string }, 200))
    .openapi(getDocs, (c) => c.html(docsPage(current())));
}
