import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTING_FOR, actingFor, candidateActor, staffActor } from '../../../domain/actor.ts';
import { refusal } from '../test-api.ts';
import { type DocumentedOperation, documentedOperations, requestOf } from './documented-operations.ts';
import { createRightsApi } from './rights-api.ts';
import { mintRightsData } from './rights-data.ts';
import { addressOperations, HOLDERS } from './rights-operations.ts';

const { api, commanded } = await createRightsApi();
const data = await mintRightsData(api);
const OPERATIONS = await addressOperations(api, data);
const { operations } = await documentedOperations(api);

/** The Temporal UI posts there, whose pages show nobody; it has payloads read and changes nothing. */
const FROM_ELSEWHERE = ['POST /api/staff/codec/decode'];
const noticing = operations.filter(({ noticed }) => noticed !== null);
const commands = noticing.filter(({ method, name }) => method !== 'GET' && !FROM_ELSEWHERE.includes(name));
const reads = noticing.filter(({ method }) => method === 'GET');
const tables = (
  await api.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'security_events' order by 1`,
  )
).map(({ name }) => name);
const counts = { calls: 0, done: 0 };

const ANOTHER = { status: 409, code: 'ACTING_FOR_ANOTHER' };

/** Signs in somebody for whom the operation would be done. @returns their cookie and header, and those of others */
async function tabsOf({ noticed, permission }: DocumentedOperation) {
  if (noticed === 'candidateSession') {
    const { passport, campus } = data.victim;
    return {
      cookie: { candidate: await api.mint.signIn(passport.id, campus.provinceCode) },
      own: candidateActor(passport.id),
      others: [candidateActor(data.stranger.passport.id), staffActor(passport.id)],
    };
  }
  const holders = permission ? HOLDERS[permission as keyof typeof HOLDERS] : (['reviewer'] as const);
  // Of batches a reviewer may do one kind alone.
  const role = holders.find((holder) => holder === 'schoolAdmin') ?? holders[0]!;
  const given = { role, scope: data.victim.campus.schoolCode };
  const [{ account }, another] = [await api.mint.staff(given), await api.mint.staff(given)];
  return {
    cookie: { staff: await api.mint.staffSignIn(account) },
    own: staffActor(account),
    others: [staffActor(another.account), candidateActor(account)],
  };
}

/** Sums up every row of every table but that in which such a command is noted, with one statement. */
async function everyRow(): Promise<string> {
  const sums = tables.map(
    (name) =>
      sql`select md5(string_agg(row::text, '|' order by row::text)) from ${sql.identifier(name)} as row`,
  );
  const [all] = await api.db.execute<{ sums: string[] }>(
    sql`select array[(${sql.join(sums, sql`), (`)})] as sums`,
  );
  return tables.map((name, index) => `${name} ${all?.sums[index]}`).join('\n');
}

async function send(operation: DocumentedOperation, cookie: object, headers: Record<string, string>) {
  const { method, address, options } = await requestOf(operation, OPERATIONS[operation.name]!);
  counts.calls += 1;
  return api.call(method, address, {
    ...options,
    ...cookie,
    page: 'none',
    headers: { ...options.headers, ...headers },
  });
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'OK' : (await refusal(response)).code;
}

describe('a command from a page that shows somebody else', () => {
  afterAll(() => {
    process.stdout.write(
      `${commands.length} commands, ${counts.calls} calls: ${counts.done} done for the wrong one\n`,
    );
  });

  it.each(commands)('does nothing, nor does one that names nobody: $name', async (operation) => {
    const { cookie, others } = await tabsOf(operation);
    commanded.length = 0;
    const before = await everyRow();
    for (const headers of [...others.map(actingFor), {}, { [ACTING_FOR]: '' }]) {
      const response = await send(operation, cookie, headers);
      if (response.ok) counts.done += 1;
      expect(await refusal(response)).toEqual(ANOTHER);
    }
    expect(commanded).toEqual([]);
    expect(await everyRow()).toBe(before);
  });

  it.each(commands)('is the only one refused for that: $name', async (operation) => {
    const { cookie, own } = await tabsOf(operation);
    const response = await send(operation, cookie, actingFor(own));
    expect(['ACTING_FOR_ANOTHER', 'SIGN_IN_REQUIRED', 'STAFF_ONLY']).not.toContain(await codeOf(response));
  });
});

describe('a read', () => {
  it.each(reads)('of a page that shows somebody else is refused: $name', async (operation) => {
    const { cookie, others, own } = await tabsOf(operation);
    for (const other of others) {
      expect(await refusal(await send(operation, cookie, actingFor(other)))).toEqual(ANOTHER);
    }
    for (const headers of [actingFor(own), {}]) {
      expect(await codeOf(await send(operation, cookie, headers))).not.toBe(ANOTHER.code);
    }
  });

  it('of a page that shows somebody, when nobody is signed in any more, says so', async () => {
    const headers = actingFor(candidateActor(data.victim.passport.id));
    for (const address of ['/api/agreements', '/api/me']) {
      const response = await api.get(address, { headers });
      expect(await refusal(response)).toEqual({ status: 401, code: 'SIGN_IN_REQUIRED' });
    }
    expect((await api.get('/api/agreements')).status).toBe(200);
  });
});

it('an account in any script is named as an address would', async () => {
  const actor = staffActor('审核员 一');
  expect(actingFor(actor)[ACTING_FOR]).toMatch(/^staff\/[\w%]+$/);
});

it.each(operations)('the OpenAPI document asks for the header where it is needed: $name', (operation) => {
  const { noticed, guard, method, name } = operation;
  const asked = operation.operation.parameters?.filter((parameter) => parameter.name === ACTING_FOR) ?? [];
  const isNamed = noticed !== null && !FROM_ELSEWHERE.includes(name);
  expect(asked.map(({ in: place, required }) => ({ place, required }))).toEqual(
    isNamed ? [{ place: 'header', required: guard !== null && method !== 'GET' }] : [],
  );
});

it('signing out for the second time is no refusal', async () => {
  const headers = actingFor(candidateActor(data.victim.passport.id));
  for (const address of ['/api/sessions', '/api/staff/sessions']) {
    expect((await api.call('DELETE', address, { headers })).status).toBe(204);
  }
});
