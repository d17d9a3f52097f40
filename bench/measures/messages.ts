import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { and, count, eq, isNull } from 'drizzle-orm';
import { connectDatabase } from '../../db/connect.ts';
import { outbox, staffAccounts, staffSessions } from '../../db/schema/index.ts';
import { hashToken, newToken, tokenOf } from '../../db/tokens.ts';
import { actingFor, staffActor } from '../../domain/actor.ts';
import { signInExpiresAt } from '../../domain/passport/sign-in-life.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { fillRegistrations, savedState } from '../fill-registrations.ts';
import { createHttpClient } from '../load/http-client.ts';
import { atMost, type Measure, type MeasureContext, stated } from '../measure.ts';
import { reaches } from '../reaches.ts';
import { rounded } from '../statistics.ts';
import { runFullPath } from './full-path-runs.ts';

/** Candidates who are under way at once: as many as take their time, not as many as the machine takes. */
const CANDIDATES = 4;
const ROWS_FOR_EACH_MAIL = 10;
/** More than one person may write to by themselves. */
const FEWEST = 1_200;
const CANDIDATES_LIMIT_MS = 1_000;
const POLL_MS = 500;
const MAIL = {
  subject: { zh: '{examSession}安排', en: 'Plans for {examSession}' },
  text: { zh: '{name}，请留意考试安排。', en: 'Dear {name}, take note of the plans.' },
};

/** Measures a message to many: how long it takes, and what candidates feel of it. */
export const messages: Measure = {
  id: '13c',
  title: '20,000 messages as one batch: time, and candidates meanwhile',
  async run(context) {
    const { platform, options, say } = context;
    const place = await fillPlace(platform, { capacity: 1 });
    const mails = Math.max(FEWEST, Math.ceil(options.rows / ROWS_FOR_EACH_MAIL));
    const people = await fillPeople(platform, place, mails);
    const now = platform.clock.now();
    const saved = people.map((person) => ({ person, state: savedState(person, place, now) }));
    await fillRegistrations(platform, place, saved, now);
    const [author, second] = [await signIn(context, 'bench.author'), await signIn(context, 'bench.second')];
    const path = `/staff/messages?examSession=${place.examSessionId}`;
    const preview = await author<{ impact: { count: number }; version: string }>(
      'POST',
      path.replace('?', '/preview?'),
      { mail: MAIL },
    );
    const seen = { seenCount: preview.impact.count, seenVersion: preview.version };
    const { id } = await author<{ id: string }>('POST', path, { mail: MAIL, ...seen });
    await reaches(context, id, 'submitted');

    const candidates = async (name: string) => {
      const { latencies } = await runFullPath({ ...context, options: { ...options, clients: CANDIDATES } });
      const p95 = Math.max(...Object.values(latencies).map((each) => each.p95));
      say(`candidates' slowest command ${name}: p95 ${rounded(p95)} ms`);
      return p95;
    };
    const figure = (name: string, value: number, unit: string) => ({ id: '13c', name, value, unit });
    const alone = await candidates('alone');
    await second('POST', `/staff/batch-approvals/${id}/decision`, { outcome: 'approve' });
    const from = performance.now();
    const sent = reaches(context, id, 'done').then(() => allLeft(context));
    const meanwhile = await candidates('while messages leave');
    await sent;
    const seconds = (performance.now() - from) / 1_000;
    say(`${mails} messages left in ${rounded(seconds)} s`);
    return [
      stated(figure('candidates alone, p95', alone, 'ms')),
      atMost(figure('candidates while messages leave, p95', meanwhile, 'ms'), CANDIDATES_LIMIT_MS),
      stated(figure(`${mails} messages left`, seconds, 's')),
    ];
  },
};

/** Signs somebody of the centre in, and makes their calls. */
async function signIn(
  { platform: { servers, db, vault, clock, addresses } }: MeasureContext,
  account: string,
) {
  const now = clock.now();
  const row = { account, role: 'centreAdmin', scope: '*', passwordHash: '-' } as const;
  const owner = connectDatabase(servers.ownerUrl, { poolSize: 1 });
  try {
    await owner.db
      .insert(staffAccounts)
      .values({ ...row, secondFactorRequired: false })
      .onConflictDoNothing();
  } finally {
    await owner.close();
  }
  const token = newToken();
  await db.insert(staffSessions).values({
    tokenHash: hashToken(vault, token),
    account,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: signInExpiresAt('staff', now, now),
  });
  const actor = staffActor(account);
  const http = createHttpClient(1);
  return async <Body>(method: string, path: string, body: object): Promise<Body> => {
    const answer = await http.request({
      method,
      url: `${addresses.publicUrl}/api${path}`,
      headers: {
        Cookie: `staff-session=${tokenOf(vault, token, actor)}`,
        Origin: addresses.publicUrl,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        ...actingFor(actor),
      },
      body: JSON.stringify(body),
    });
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString()}`);
    return JSON.parse(answer.body.toString()) as Body;
  };
}

/** Waits until no message of staff is left in the outbox. */
async function allLeft({ platform: { db }, signal }: MeasureContext): Promise<void> {
  for (;;) {
    const [left] = await db
      .select({ count: count() })
      .from(outbox)
      .where(and(eq(outbox.lane, 'bulkMail'), isNull(outbox.abandonedAt)));
    if ((left?.count ?? 0) === 0) return;
    await delay(POLL_MS, undefined, { signal });
  }
}
