import { describe, expect, it } from 'vitest';
import { seatPools } from '../../../db/schema/index.ts';
import { eq } from 'drizzle-orm';
import { createApp } from '../../../api/app.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

async function mintSeats() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const offering = await api.mint.offering(examSessionId, campus.code, '1', { capacity: 4 });
  const path = `/api/seats?examSession=${examSessionId}&campuses=${campus.code}`;
  const setFree = (free: number, waiting = 0) =>
    api.db
      .update(seatPools)
      .set({ free, held: 4 - free, waiting })
      .where(eq(seatPools.offeringId, offering.id));
  return { path, offering, campus, examSessionId, setFree };
}

const read = async (path: string) => ((await (await api.get(path)).json()) as { seats: unknown[] }).seats;

describe('seats left', () => {
  it('are told to everybody, of every campus asked about', async () => {
    const { path, offering, examSessionId, setFree } = await mintSeats();
    const other = await api.mint.campus();
    const second = await api.mint.offering(examSessionId, other.code, '1', { capacity: 0 });
    await setFree(1);
    expect(await read(`${path},${other.code},999999`)).toEqual([
      { offeringId: offering.id, seats: 'few', seatsFree: 1 },
      { offeringId: second.id, seats: 'none', seatsFree: 0 },
    ]);
  });

  it('are none while somebody waits', async () => {
    const { path, offering, setFree } = await mintSeats();
    await setFree(2, 1);
    expect(await read(path)).toEqual([{ offeringId: offering.id, seats: 'none', seatsFree: 0 }]);
  });

  it('are at most two seconds old, and a page that knows them already is told nothing more', async () => {
    const { path, offering, setFree } = await mintSeats();
    const first = await api.get(path);
    expect(first.headers.get('cache-control')).toBe('public, max-age=2');
    const headers = { 'If-None-Match': first.headers.get('etag')! };
    await setFree(1);
    const again = await api.get(path, { headers });
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' });
    api.clock.advance(2_000);
    const changed = await api.get(path, { headers });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toEqual({
      seats: [{ offeringId: offering.id, seats: 'few', seatsFree: 1 }],
    });
  });

  it('cost the database one look, however many ask at once and without signing in', async () => {
    const { path } = await mintSeats();
    let looks = 0;
    const db = new Proxy(api.db, {
      get(target, name, receiver) {
        if (name === 'select') looks += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    const app = createApp({ ...api, db });
    const answers = await Promise.all(Array.from({ length: 500 }, () => app.request(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(looks).toBe(1);
  });

  it.each(['', '99', '991010;991011', '991010,', `991010${',991010'.repeat(50)}`])(
    'of campuses %j are no question',
    async (campuses) => {
      const response = await api.get(`/api/seats?examSession=2026-2&campuses=${campuses}`);
      expect(response.status).toBe(400);
    },
  );
});
