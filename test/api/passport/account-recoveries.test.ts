import { desc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import type { MintedPassport, Offsets, Person } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const LATEST: Offsets = { opensIn: -DAY_MS, closesIn: DAY_MS };
const EARLIER: Offsets = { opensIn: -200 * DAY_MS, closesIn: -190 * DAY_MS };
const COMING: Offsets = { opensIn: 2 * DAY_MS, closesIn: 9 * DAY_MS };
const allWindows = (offsets: Offsets) => ({
  windows: { rollCheck: offsets, registration: offsets, management: offsets, transcript: null },
});
const campus = await api.mint.campus();
const [earlier, latest] = [
  await api.mint.examSession(allWindows(EARLIER)),
  await api.mint.examSession(allWindows(LATEST)),
];
await api.mint.examSession(allWindows(COMING));

async function register(passport: MintedPassport, examSessionId = latest.id) {
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  await api.mint.registration(candidate, passport.id);
  return passport;
}
const registered = async (given: Partial<Person> = {}) => register(await api.mint.passport(given));

const find = async ({ idType, idNumber, name }: Person) =>
  api.post('/api/account-recoveries', { idType, idNumber, name, captcha: await api.captcha() });

describe('finding an account', () => {
  it('shows the masked email of whoever is registered in the latest exam session', async () => {
    const passport = await registered({ email: 'zhangsan@mail.example', name: '張三' });
    const response = await find({ ...passport, name: '张三', idNumber: passport.idNumber.toLowerCase() });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ email: 'z***@mail.example' });
    const [audited] = await api.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
    expect(audited).toMatchObject({
      actor: 'visitor',
      action: 'accountFound',
      target: `passport/${passport.id}`,
      details: {},
    });
  });

  it('takes the name of the passport and that of the roll entry it is bound to, which was corrected', async () => {
    const passport = await api.mint.passport({ name: '张三' });
    const roll = { name: '张叁' };
    const candidate = await api.mint.candidate({ examSessionId: latest.id, campus, person: passport, roll });
    await api.mint.registration(candidate, passport.id);
    for (const name of ['张三', '张叁']) expect((await find({ ...passport, name })).status).toBe(200);
    const neither = await refusal(await find({ ...passport, name: '张四' }));
    expect(neither).toEqual({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
  });

  it('says the same whatever does not fit', async () => {
    const known = await registered();
    const answers = [];
    for (const person of [
      api.mint.person(),
      { ...known, name: '别人' },
      { ...known, idNumber: api.mint.person().idNumber },
      await api.mint.passport(),
      await register(await api.mint.passport(), earlier.id),
    ]) {
      const response = await find(person);
      const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
      const { 'x-request-id': __, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, body, headers });
    }
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'ACCOUNT_NOT_FOUND' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('takes five guesses an hour at one ID number', async () => {
    const passport = await registered();
    for (const _ of [1, 2, 3, 4, 5]) {
      expect(await refusal(await find({ ...passport, name: '别人' }))).toMatchObject({ status: 404 });
    }
    expect(await refusal(await find(passport))).toEqual({ status: 429, code: 'ACCOUNT_RECOVERY_LOCKED' });
  });

  it('needs a captcha', async () => {
    const { idType, idNumber, name } = await registered();
    const response = await api.post('/api/account-recoveries', { idType, idNumber, name, captcha: 'e30=' });
    expect(await refusal(response)).toEqual({ status: 400, code: 'CAPTCHA_WRONG' });
  });
});
