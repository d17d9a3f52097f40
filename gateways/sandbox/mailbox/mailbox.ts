import type { Hono } from 'hono';
import type { Clock } from '../../../config/clock.ts';
import { listenLocally, type LocalServer } from '../shared/local-server.ts';
import { createPageApp } from '../shared/page.ts';
import { listPage, messagePage, notFoundPage } from './mailbox-pages.ts';
import { openMessageStore } from './message-store.ts';
import { listenForMail, type SmtpSink } from './smtp-sink.ts';
import { textRoutes } from './text-routes.ts';
import { openTextStore } from './text-store.ts';

const MAX_MESSAGES = 2_000;
const LISTED = 100;
const MAX_LISTED = 500;

export interface Mailbox {
  app: Hono;
  /** Listens on 127.0.0.1; port 0 takes a free one. */
  listen(ports: {
    web: number;
    smtp: number;
  }): Promise<{ webPort: number; smtpPort: number; url: string; smtpUrl: string }>;
  close(): Promise<void>;
}

/** Creates an SMTP server and a text gateway that keep what they receive, with pages and JSON to read it. */
export async function createMailbox(options: {
  clock: Clock;
  /** A JSON file that keeps the mails over restarts; without it, they are kept in memory only. */
  statePath?: string;
  /** The same kind of file for texts. */
  textsStatePath?: string;
  maxMessages?: number;
}): Promise<Mailbox> {
  const maxMessages = options.maxMessages ?? MAX_MESSAGES;
  const store = await openMessageStore(options.statePath, maxMessages);
  const texts = await openTextStore(options.textsStatePath, maxMessages);

  const app = createPageApp();
  app.get('/', (c) => {
    const to = (c.req.query('to') ?? '').trim();
    return listPage(c, store.list({ to: to === '' ? undefined : to, limit: LISTED }), to);
  });
  app.get('/messages/:id', (c) => {
    const message = store.find(c.req.param('id'));
    return message ? messagePage(c, message) : notFoundPage(c);
  });
  app.get('/api/messages', (c) => {
    const limit = Number(c.req.query('limit') ?? LISTED) || LISTED;
    return c.json({ messages: store.list({ to: c.req.query('to'), limit: Math.min(limit, MAX_LISTED) }) });
  });
  app.get('/api/messages/:id', (c) => {
    const message = store.find(c.req.param('id'));
    return message ? c.json(message) : c.json({ code: 'NOT_FOUND' }, 404);
  });

  app.route('/', textRoutes(texts, options.clock));

  let web: LocalServer | undefined;
  let smtp: SmtpSink | undefined;
  return {
    app,
    async listen(ports) {
      web = await listenLocally(app, ports.web);
      smtp = await listenForMail(store, options.clock, ports.smtp);
      return {
        webPort: web.port,
        smtpPort: smtp.port,
        url: web.url,
        smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
      };
    },
    async close() {
      await smtp?.close();
      await web?.close();
      await Promise.all([store.save(), texts.save()]);
    },
  };
}
