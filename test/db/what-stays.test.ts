import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { registrations } from '../../db/schema/index.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { SIGN_IN_LIFE } from '../../domain/passport/sign-in-life.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import { candidateActor } from '../../domain/actor.ts';
import { HOUR_MS, isoInstant } from '../../domain/time.ts';
import { startFixture } from '../activities/fixture.ts';
import { START } from '../domain/registration/commands.ts';
import { asOwner, onDatabase } from '../support/sql.ts';

const { url, ownerUrl, db, vault, mint, place } = await startFixture();
const asApplication = (statement: string) => onDatabase(url, (sql) => sql.unsafe(statement));
const REFUSED = /permission denied|stays ended|runs out when|violates check constraint|goes forward only/;

async function expectRefused(attacks: string[], words = REFUSED): Promise<void> {
  for (const attack of attacks) await expect(asApplication(attack)).rejects.toThrow(words);
}

describe('by SQL as the application, what has ended', () => {
  it.each([
    ['sessions', 'passport_id', 'candidate', async () => (await mint.passport()).id],
    ['staff_sessions', 'account', 'staff', async () => (await mint.staff()).account],
  ] as const)('stays ended: %s', async (table, column, kind, holder) => {
    const who = await holder();
    const own = `where ${column} = '${who}'`;
    await (kind === 'staff' ? mint.staffSignIn(who) : mint.signIn(who));
    // Whoever is signed in may go on, up to the end that every sign-in has.
    const latest = `created_at + interval '${SIGN_IN_LIFE[kind].absolute} milliseconds'`;
    await asApplication(`update ${table} set expires_at = ${latest} ${own}`);
    await expectRefused([`update ${table} set expires_at = ${latest} + interval '1 second' ${own}`]);
    await asApplication(`update ${table} set ended_at = now() ${own}`);
    await expectRefused([
      `update ${table} set ended_at = null ${own}`,
      `update ${table} set ended_at = now() + interval '1 hour' ${own}`,
      `update ${table} set ended_at = null, expires_at = ${latest} ${own}`,
      `update ${table} set token_hash = 'mine' ${own}`,
      `update ${table} set ${column} = ${column} ${own}`,
      `update ${table} set created_at = now() ${own}`,
      `delete from ${table} ${own}`,
    ]);
  });

  it.each([
    ['sign_in_links', 'holder', 'email_index'],
    ['password_resets', 'passport_id', 'email_index'],
    ['email_verifications', 'passport_id', 'email_index'],
    ['staff_links', 'account', 'purpose, sealed_email'],
  ])('stays used: %s', async (table, column, others) => {
    const holder = {
      holder: () => candidateActor(randomUUID()),
      passport_id: async () => (await mint.passport()).id,
      account: async () => (await mint.staff()).account,
    }[column]!;
    const who = await holder();
    const own = `where ${column} = '${who}'`;
    const filled = others.split(', ').map(() => "'password'");
    await asApplication(`insert into ${table} (token_hash, ${column}, ${others}, created_at, expires_at)
      values ('${randomUUID()}', '${who}', ${filled}, now(), now() + interval '1 hour')`);
    await expectRefused([`update ${table} set expires_at = now() + interval '2 hours' ${own}`]);
    await asApplication(`update ${table} set used_at = now() ${own}`);
    await expectRefused([
      `update ${table} set used_at = null ${own}`,
      `update ${table} set ${column} = ${column} ${own}`,
      `delete from ${table} ${own}`,
    ]);
  });

  it('stays used: staff_recovery_codes', async () => {
    const { account } = await mint.staff();
    const own = `where account = '${account}'`;
    await asApplication(
      `insert into staff_recovery_codes (account, code_hash) values ('${account}', 'code')`,
    );
    await asApplication(`update staff_recovery_codes set used_at = now() ${own}`);
    await expectRefused([
      `update staff_recovery_codes set used_at = null ${own}`,
      `update staff_recovery_codes set code_hash = 'another' ${own}`,
    ]);
  });
});

describe('by SQL as the application, what a registration took over from the roll', () => {
  const KEPT = /keeps what it took over/;

  /** Mints a registration with a photo, beside a photo of somebody else. */
  async function saved() {
    const where = await place();
    const [own, other] = [await mint.candidate(where), await mint.candidate(where)];
    const [photoId, otherPhoto] = [await mint.photo(own.id), await mint.photo(other.id)];
    const { id: passportId } = await mint.passport();
    const row = {
      id: own.id,
      examSessionId: own.examSessionId,
      provinceCode: own.campus.provinceCode,
      schoolCode: own.campus.schoolCode,
      campusCode: own.campus.code,
      passportId,
      version: 1,
      stage: 'saved' as const,
      state: { ...EMPTY_REGISTRATION, version: 1, passportId },
      snapshot: vault.seal(SEALED.snapshot(own.id), 'as it was'),
      photoId,
      changedAt: START,
    };
    return {
      row,
      otherPhoto,
      change: (set: string) => `update registrations set ${set} where id = '${own.id}'`,
    };
  }

  it('stays while it is saved', async () => {
    const { row, otherPhoto, change } = await saved();
    await db.insert(registrations).values(row);
    const anew = vault.seal(SEALED.snapshot(row.id), 'otherwise');
    await expectRefused(
      [
        change(`photo_id = '${otherPhoto}'`),
        change('photo_id = null'),
        change('snapshot = null'),
        change(`snapshot = '${anew}'`),
        change(`snapshot = '${anew}', photo_id = '${otherPhoto}'`),
      ],
      KEPT,
    );
    // That it names another key proves nothing: only the owner seals anew.
    const underAnother = change(`snapshot = 'v2.00000000.' || split_part(snapshot, '.', 3)`);
    await expectRefused([underAnother], KEPT);
    await asOwner(ownerUrl, (owner) => owner.execute(underAnother));
    // As a trigger of an approved row does.
    await asOwner(ownerUrl, (owner) => owner.execute(change(`photo_id = '${otherPhoto}'`)));
  });

  it('is that of the roll entry when it is saved, and saved again', async () => {
    const { row, otherPhoto, change } = await saved();
    const wrong = db.insert(registrations).values({ ...row, photoId: otherPhoto });
    await expect(wrong).rejects.toMatchObject({ cause: { message: expect.stringMatching(KEPT) } });
    await db.insert(registrations).values(row);
    const bind = (to: string) =>
      `passport_id = ${to}, state = jsonb_set(state, '{passportId}', coalesce(to_jsonb(${to}::text), 'null'))`;
    await asApplication(change(`${bind('null')}, photo_id = null, snapshot = null`));
    const again = bind(`'${row.passportId}'`);
    await expectRefused([change(`${again}, photo_id = '${otherPhoto}'`)], KEPT);
    await asApplication(change(`${again}, photo_id = '${row.photoId}'`));
  });
});

describe('by SQL as the application, a queue', () => {
  const HEAD = /head of its queue/;

  async function queue(length: number) {
    const { examSessionId, campus } = await place();
    const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1', { capacity: 0 });
    const ids = Array.from({ length }, () => randomUUID());
    const join = (id: string, more: Record<string, string> = {}, system = '') => {
      const row = {
        id: `'${id}'`,
        registration_id: `'${randomUUID()}'`,
        offering_id: String(offeringId),
        level: '4',
        mode: "'written'",
        state: "'waiting'",
        joined_at: `'${isoInstant(START)}'`,
        ends_at: `'${isoInstant(START + HOUR_MS)}'`,
        ...more,
      };
      return `insert into waitlist_entries (${Object.keys(row)}) ${system} values (${Object.values(row)})`;
    };
    for (const id of ids) await asApplication(join(id));
    const order = async () =>
      (
        await asApplication(`select id from waitlist_entries where offering_id = ${offeringId} order by turn`)
      ).map(({ id }) => id);
    const change = (id: string, set: string) => `update waitlist_entries set ${set} where id = '${id}'`;
    const offer = (id: string) => change(id, `state = 'offered', offered_at = '${isoInstant(START)}'`);
    return { ids, join, order, change, offer };
  }

  it('keeps the order in which places were taken', async () => {
    const { ids, join, order, change } = await queue(3);
    const last = randomUUID();
    await asApplication(join(last, { turn: '1' }, 'overriding system value'));
    expect(await order()).toEqual([...ids, last]);
    await expectRefused([
      change(ids[0]!, 'turn = default'),
      change(last, `joined_at = '${isoInstant(START - HOUR_MS)}'`),
      change(last, 'offering_id = offering_id'),
      change(last, `registration_id = '${randomUUID()}'`),
      `delete from waitlist_entries where id = '${ids[0]}'`,
      "select setval('waitlist_entries_turn_seq', 1)",
    ]);
    await expectRefused(
      [join(randomUUID(), { state: "'offered'" }), join(randomUUID(), { state: "'promoted'" })],
      /begins by waiting/,
    );
  });

  it('is served from its head, and forward only', async () => {
    const { ids, change, offer } = await queue(3);
    const [first, second, third] = ids as [string, string, string];
    await expectRefused([offer(second), offer(third)], HEAD);
    await expectRefused(
      [change(first, `state = 'offered', offered_at = '${isoInstant(START + HOUR_MS)}'`)],
      HEAD,
    );
    await expectRefused([change(first, "state = 'promoted'"), change(first, "state = 'early'")]);
    await asApplication(offer(first));
    await expectRefused([change(first, "state = 'waiting'")]);
    await asApplication(change(first, "state = 'ended'"));
    await expectRefused([change(first, "state = 'waiting'"), offer(first)]);
    await expectRefused([offer(third)], HEAD);
    // Whoever has ended, or whose time is over, holds nobody up.
    await asApplication(change(second, `ends_at = '${isoInstant(START)}'`));
    await asApplication(offer(third));
  });
});
