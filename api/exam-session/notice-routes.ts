import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listNotices } from '../../db/exam-session/list-notices.ts';
import { scopesAround } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { json, problems } from '../http/schemas.ts';
import { noticeSchema, noticesQuery } from './schemas.ts';

const getNotices = createRoute({
  method: 'get',
  path: '/notices',
  tags: ['exam sessions'],
  summary: 'Notices of the centre, a province or a school, newest first',
  request: { query: noticesQuery },
  responses: { 200: json(z.array(noticeSchema)), ...problems },
});

export function noticeRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>().openapi(getNotices, async (c) => {
    const scopes = scopesAround(c.req.valid('query').scope ?? '*');
    const notices = await listNotices(deps.db, scopes, deps.clock.now());
    const views = notices.map((notice) => ({
      id: notice.id,
      scope: notice.scope,
      title: { zh: notice.titleZh, en: notice.titleEn },
      body: { zh: notice.bodyZh, en: notice.bodyEn },
      publishedAt: isoInstant(notice.publishedAt),
    }));
    return c.json(views, 200);
  });
}
