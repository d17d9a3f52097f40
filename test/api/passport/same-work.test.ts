import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchStatements } from '../../support/watch-statements.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const watched = watchStatements(api.db);

/** Counts what a request costs that takes time: its statements, and the passwords that are hashed or checked. */
async function workOf(send: () => Promise<Response>): Promise<object> {
  const { passwords } = api.tools;
  const [hash, matches] = [vi.spyOn(passwords, 'hash'), vi.spyOn(passwords, 'matches')];
  const { answer, statements } = await watched(send);
  // Written beside requests, whenever it is time; and what a new connection begins with.
  const asked = statements.filter((text) => !/"security_events"|pg_type/.test(text));
  const work = { hashed: hash.mock.calls.length, checked: matches.mock.calls.length, statements: asked };
  hash.mockRestore();
  matches.mockRestore();
  return { status: answer.status, ...work };
}

let networks = 0;
/** Posts from a network of its own, with a captcha. */
async function post(path: string, form: object): Promise<Response> {
  networks += 1;
  const body = { ...form, captcha: await api.captcha() };
  return api.post(path, body, { peer: `2001:db8:1:${networks.toString(16)}::1` });
}

const password = 'Not-the-one-1';

describe('whether there is such an account makes no difference to the work', async () => {
  const { code: provinceCode } = await api.mint.province();
  const known = await api.mint.passport();
  const registered = await api.mint.passport();
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: registered });
  await api.mint.registration(candidate, registered.id);
  const unknown = () => api.mint.person();
  const staff = await api.mint.staff();

  it.each<[string, string, () => [object, object]]>([
    [
      'of a sign-in by email',
      '/api/sessions',
      () => [
        { account: known.email, password },
        { account: unknown().email, password },
      ],
    ],
    [
      'of a sign-in by ID number',
      '/api/sessions',
      () => [
        { account: known.idNumber, provinceCode, password },
        { account: unknown().idNumber, provinceCode, password },
      ],
    ],
    [
      'of a request for a sign-in link',
      '/api/sign-in-links',
      () => [{ account: known.email }, { account: unknown().email }],
    ],
    [
      'of a request for a link to set a password',
      '/api/password-resets',
      () => [{ account: known.email }, { account: unknown().email }],
    ],
    [
      'of a search for an account, by a name that the passport and the roll do not have',
      '/api/account-recoveries',
      () => {
        const { idType, idNumber, name } = unknown();
        return [
          { idType: registered.idType, idNumber: registered.idNumber, name },
          { idType, idNumber, name },
        ];
      },
    ],
    [
      'of a sign-in of staff',
      '/api/staff/sessions',
      () => [
        { account: staff.account, password },
        { account: 'no.such.body', password },
      ],
    ],
    [
      'of a request of staff for a sign-in link',
      '/api/staff/sign-in-links',
      () => [{ account: staff.account }, { account: 'no.such.body' }],
    ],
    [
      'of a request of staff for a link to set a password',
      '/api/staff/password-links',
      () => [{ account: staff.account }, { account: 'no.such.body' }],
    ],
  ])('%s', async (_, path, forms) => {
    onTestFinished(() => void vi.restoreAllMocks());
    // The first request reads what every process keeps.
    await post(path, forms()[1]);
    const [ofKnown, ofUnknown] = forms();
    const work = await workOf(() => post(path, ofKnown));
    expect(work).toEqual(await workOf(() => post(path, ofUnknown)));
    expect(work).toMatchObject({ checked: path.endsWith('/sessions') ? 1 : 0, hashed: 0 });
  });
});
