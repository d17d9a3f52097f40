import { expect, it } from 'vitest';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { mintStaff } from '../../support/staff-calls.ts';
import { createTestApi } from '../test-api.ts';

const ORIGIN = 'http://127.0.0.1:8080';
const api = await createTestApi({ publicUrl: ORIGIN });
const { mint } = api;

const words = { zh: '通知', en: 'Notice' };
const mail = { subject: words, text: words };
const decision = { outcome: 'approve' };
const paper = { idType: 'passport', idNumber: 'E12345678', name: 'Li Lei' };
const seen = { seenCount: 1, seenVersion: 'x'.repeat(32) };
const times = ['2026-12-18', '2026-12-20', '2026-12-21'].map((day) => `${day}T00:00:00Z`);
const window = { opensAt: times[0], closesAt: times[1], payUntil: times[2] };

/** Everything that staff do in an exam session that a query names, with a body that fits. */
const COMMANDS: Record<string, { role: StaffRole; body?: object; more?: string }> = {
  '/reviews': { role: 'reviewer', body: { ...paper, kind: 'old', score: 72, proof: '成绩单' } },
  '/reviews/all': { role: 'reviewer', body: { decision, ...seen } },
  '/reviews/all/preview': { role: 'reviewer', body: { decision } },
  '/messages': { role: 'schoolAdmin', body: { mail, ...seen } },
  '/messages/preview': { role: 'schoolAdmin', body: { mail } },
  '/unpaid/reminders': { role: 'schoolAdmin', body: seen },
  '/unpaid/reminders/preview': { role: 'schoolAdmin' },
  '/capacity-changes': { role: 'schoolAdmin', body: { campus: '991010', subject: '1', capacity: 11 } },
  '/photos/decisions': { role: 'schoolAdmin', body: { outcome: 'accept', seenCount: 1 } },
  '/photos/reuse': { role: 'schoolAdmin', body: {} },
  '/imports': { role: 'schoolAdmin', more: '?kind=roll&name=roll.csv' },
  '/late-lists': { role: 'provinceAdmin', body: { title: '补报', ...window } },
};

/** What takes a POST only because of what it says, or how much it answers. */
const READS = /^\/(.*\/)?(exports|lookups|files|sheets|proof-lists)$/;

it('covers all that staff do in an exam session', async () => {
  const { paths } = (await (await api.get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
  };
  const found = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'get')
      .filter(([, { parameters = [] }]) =>
        parameters.some((one) => one.in === 'query' && one.name === 'examSession'),
      )
      .map(() => path),
  );
  const commands = found
    .filter((path) => path.startsWith('/api/staff/'))
    .map((path) => path.slice('/api/staff'.length))
    .filter((path) => !READS.test(path));
  expect(commands.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

it.each(Object.entries(COMMANDS))(
  'is needed while several are open: %s',
  async (path, { role, body, more = '' }) => {
    await mint.examSession();
    await mint.examSession();
    const { schoolCode } = await mint.campus();
    const scope = role === 'provinceAdmin' ? (await mint.province()).code : schoolCode;
    const { call } = await mintStaff({ ...api, publicUrl: ORIGIN }, { role, scope });
    expect(await call('POST', `${path}${more}`, body)).toMatchObject({
      status: 422,
      code: 'EXAM_SESSION_NEEDED',
    });
  },
);
