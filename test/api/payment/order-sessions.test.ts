import { expect, it } from 'vitest';
import { orders } from '../../../db/schema/index.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, db, clock } = api;
const campus = await mint.campus();
const [current, other] = [await mint.examSession(), await mint.examSession()];

/** Writes an open order of a passport in an exam session. */
async function orderOf(passportId: string, examSessionId: string): Promise<string> {
  const orderNo = `N${crypto.randomUUID().replaceAll('-', '')}`;
  const { id: registrationId } = await mint.candidate({ examSessionId, campus });
  await db.insert(orders).values({
    orderNo,
    registrationId,
    examSessionId,
    passportId,
    gateway: 'alipay',
    mode: 'written',
    amountFen: 3_000,
    lines: [{ entryId: 'one', subject: '1', campus: campus.code, feeFen: 3_000 }],
    state: 'open',
    openedAt: clock.now(),
    expiresAt: clock.now() + 60_000,
  });
  return orderNo;
}

async function ordersFor(passportId: string, query: string) {
  const candidate = await mint.signIn(passportId);
  const response = await api.get(`/api/registration/orders?${query}`, { candidate });
  const { examSessionId, orders: shown } = (await response.json()) as {
    examSessionId: string;
    orders: { orderNo: string }[];
  };
  return { examSessionId, orders: shown.map(({ orderNo }) => orderNo) };
}

it('an own order is found by its number, whatever exam session is named', async () => {
  const { id } = await mint.passport();
  const orderNo = await orderOf(id, other.id);
  expect(await ordersFor(id, `examSession=${current.id}`)).toEqual({ examSessionId: current.id, orders: [] });
  expect(await ordersFor(id, `examSession=${current.id}&order=${orderNo}`)).toEqual({
    examSessionId: other.id,
    orders: [orderNo],
  });
});

it('an order of somebody else is none, and says nothing of its exam session', async () => {
  const [{ id: theirs }, { id }] = [await mint.passport(), await mint.passport()];
  const orderNo = await orderOf(theirs, other.id);
  for (const unknown of [orderNo, 'N0000000000'])
    expect(await ordersFor(id, `examSession=${current.id}&order=${unknown}`)).toEqual({
      examSessionId: current.id,
      orders: [],
    });
});
