import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import postgres from 'postgres';
import { shownToken } from '../../db/tokens.ts';
import { createVault } from '../../db/vault.ts';
import { candidateActor } from '../../domain/actor.ts';
import { serveJobs } from '../processes/jobs.ts';
import type { BareReadsJobs } from './bare-reads-jobs.ts';

/** The least a read can be: Hono, the sign-in if it takes one, and a row by its key. It runs as the API does. */
const POOL_SIZE = 20;
/** The bytes that JSON puts around the text of a row. */
const ENVELOPE = JSON.stringify({ body: '' }).length;

const sql = postgres(process.env.OWNER_DATABASE_URL ?? '', { max: POOL_SIZE, onnotice: () => {} });
await sql`create table if not exists bench_rows (id serial primary key, body text not null)`;

const vault = createVault({
  dataKey: process.env.DATA_KEY ?? '',
  indexKey: process.env.INDEX_KEY ?? '',
});

async function rowOf(id: number) {
  const [row] = await sql<{ body: string }[]>`select body from bench_rows where id = ${id}`;
  return row ?? { body: '' };
}

const app = new Hono()
  .get('/open/:id', async (c) => c.json(await rowOf(Number(c.req.param('id')))))
  .get('/signed-in/:id', async (c) => {
    const token = shownToken(vault, getCookie(c, 'session') ?? '');
    const [session] = await sql`
      select passport_id from sessions where token_hash = ${token.tokenHash} and expires_at > ${Date.now()}`;
    return session && token.isOf(candidateActor(session.passport_id))
      ? c.json(await rowOf(Number(c.req.param('id'))))
      : c.json({ code: 'SIGN_IN_REQUIRED' }, 401);
  });
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
await once(server, 'listening');
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

serveJobs<BareReadsJobs>({
  async offer({ bytes }) {
    const body = 'x'.repeat(Math.max(0, bytes - ENVELOPE));
    const [row] = await sql<{ id: number }[]>`insert into bench_rows (body) values (${body}) returning id`;
    return { signedIn: `${address}/signed-in/${row?.id}`, open: `${address}/open/${row?.id}` };
  },
});
