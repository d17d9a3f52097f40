import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../config/clock.ts';
import { textsPage } from './mailbox-pages.ts';
import type { TextStore } from './text-store.ts';

const LISTED = 100;
const MAX_LISTED = 500;

const sentSchema = z.object({
  id: z.string().min(1).max(200),
  to: z.string().regex(/^1[3-9]\d{9}$/),
  text: z.string().min(1).max(1000),
});

/** Adds a text gateway that keeps what it receives, with a page and JSON to read it. Nothing is ever sent on. */
export function textRoutes(store: TextStore, clock: Clock): Hono {
  const app = new Hono();
  app.post('/texts', async (c) => {
    const sent = sentSchema.safeParse(await c.req.json().catch(() => null));
    if (!sent.success) return c.json({ code: 'INVALID_TEXT' }, 400);
    await store.add({ ...sent.data, receivedAt: clock.now() });
    return c.json({ code: 'ACCEPTED' });
  });
  app.get('/texts', (c) => {
    const to = (c.req.query('to') ?? '').trim();
    return textsPage(c, store.list({ to: to === '' ? undefined : to, limit: LISTED }), to);
  });
  app.get('/api/texts', (c) => {
    const limit = Number(c.req.query('limit') ?? LISTED) || LISTED;
    return c.json({ texts: store.list({ to: c.req.query('to'), limit: Math.min(limit, MAX_LISTED) }) });
  });
  return app;
}
