import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { registeredIds, registeredImpact } from '../../db/registration/list-registered.ts';
import type { WrittenMail } from '../../domain/messages/written-mail.ts';
import type { Scope } from '../../domain/scopes.ts';
import { type BulkWish, previewBulk, startBulk } from '../batches/bulk.ts';
import { batchSchema } from '../batches/schemas.ts';
import { batchView } from '../batches/view.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { seasonToChange } from '../exam-session/season-named.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { idempotencyHeaders, json, jsonBody, problems } from '../http/schemas.ts';
import { exampleMail } from './example-mail.ts';
import {
  addressedFilter,
  messagePreviewSchema,
  previewMessageSchema,
  sendMessageSchema,
} from './message-schemas.ts';
import { bulkAbout, peopleAsked } from './people-asked.ts';

/** Routes by which staff write to all whom a filter finds (群发消息). */
export function staffMessageRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  const send = { tags: ['staff'], ...requireStaff(deps, 'messages.send') };

  /** Reads to whom a message goes, and what it says. */
  async function wishOf(scope: Scope, query: z.infer<typeof addressedFilter>, mail: WrittenMail) {
    const { id: examSession } = (await seasonToChange(deps, query.examSession)).examSession;
    const asked = await peopleAsked(deps, scope, { ...query, examSession });
    const about = bulkAbout(asked);
    const filter = { ...asked.asked, examSessionId: about.examSessionId, scope: about.scope };
    const wish: BulkWish = {
      ...about,
      kind: 'messages',
      parameters: { mail },
      impact: () => registeredImpact(db, vault, filter),
      each: (limit) => registeredIds(db, { ...filter, limit }),
    };
    return { wish, filter };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...send,
        method: 'post',
        path: '/staff/messages/preview',
        summary: 'To whom a message would go, and how it reads',
        request: { query: addressedFilter, body: jsonBody(previewMessageSchema) },
        responses: { 200: json(messagePreviewSchema), ...problems },
      }),
      async (c) => {
        const { mail } = c.req.valid('json');
        const { wish, filter } = await wishOf(c.var.staff.scope, c.req.valid('query'), mail);
        const [preview, example] = await Promise.all([
          previewBulk(deps, wish),
          exampleMail(deps, filter, { mail, names: 'all' }),
        ]);
        return c.json({ ...preview, example }, 200);
      },
    )
    .openapi(
      createRoute({
        ...send,
        method: 'post',
        path: '/staff/messages',
        summary: 'Write to all of a filter by mail, once each; many take a second person',
        request: { query: addressedFilter, headers: idempotencyHeaders, body: jsonBody(sendMessageSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const { mail, ...seen } = c.req.valid('json');
        const { wish } = await wishOf(c.var.staff.scope, c.req.valid('query'), mail);
        const batch = await startBulk(c, deps, wish, seen);
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    );
}
