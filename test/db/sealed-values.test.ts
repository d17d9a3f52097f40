import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openForPerson, sealForPerson } from '../../db/person/person-keys.ts';
import { openPassport, sealPassport } from '../../db/passport/sealed-passport.ts';
import { openPhoto } from '../../db/roll/sealed-roll.ts';
import { resealAll } from '../../db/reseal.ts';
import { auditLog, outbox, passports, personKeys, photos, staffAccounts } from '../../db/schema/index.ts';
import { SEALED, type SealedPlace } from '../../db/sealed-places.ts';
import { openStaffEmail } from '../../db/staff/staff-email.ts';
import { createVault, SealedValueError, type VaultKeys } from '../../db/vault.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import { runRotateKeysCommand } from '../../stack/commands/rotate-keys-command.ts';
import { asOwner } from '../support/sql.ts';
import { createTestApi } from '../api/test-api.ts';
import { PASSWORD } from '../support/factories.ts';

const api = await createTestApi();
const { db } = api;
const key = () => randomBytes(32).toString('hex');
const keys = { dataKey: key(), indexKey: key() } satisfies VaultKeys;

/** Seals as earlier releases did: without naming key or row. */
function sealedV1(hex: string, context: string, bytes: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hex, 'hex'), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}
const valueV1 = (hex: string, context: string, value: unknown) =>
  `v1.${sealedV1(hex, context, Buffer.from(JSON.stringify(value))).toString('base64url')}`;

function refusalOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (!(error instanceof SealedValueError) || /somebody|v2\./.test(error.message)) throw error;
    return error.code;
  }
  return 'opened';
}

describe('a sealed value', () => {
  const vault = createVault(keys);

  it.each(Object.entries(SEALED))('of %s opens in its own row and column only', (_name, placeOf) => {
    const place: SealedPlace = placeOf('row-1');
    const sealed = vault.seal(place, 'somebody');
    expect(vault.open(place, sealed)).toBe('somebody');
    const others = Object.values(SEALED).flatMap((other) => [other('row-1'), other('row-2')]);
    for (const other of others.filter(({ name }) => name !== place.name))
      expect(refusalOf(() => vault.open(other, sealed))).toBe('SEAL_BROKEN');
    expect(new Set(others.map(({ name }) => name)).size).toBe(others.length);
  });

  it('opens under an earlier key that is still configured, and names the key it lacks', () => {
    const next = { ...keys, dataKey: key() };
    const sealed = vault.seal(SEALED.passport('1'), 'somebody');
    const both = createVault({ ...next, dataKeysBefore: [keys.dataKey] });
    expect(both.open(SEALED.passport('1'), sealed)).toBe('somebody');
    expect([both.isCurrent(sealed), vault.isCurrent(sealed)]).toEqual([false, true]);
    expect(refusalOf(() => createVault(next).open(SEALED.passport('1'), sealed))).toBe('SEAL_KEY_MISSING');
  });

  it('of the old form opens only with the key for it', () => {
    const old = valueV1(keys.dataKey, 'passport', 'somebody');
    expect(refusalOf(() => vault.open(SEALED.passport('1'), old))).toBe('SEAL_KEY_MISSING');
    const upgrading = createVault({ ...keys, dataKeyV1: keys.dataKey });
    expect(upgrading.open(SEALED.passport('1'), old)).toBe('somebody');
    expect(refusalOf(() => upgrading.open(SEALED.review('1'), old))).toBe('SEAL_BROKEN');
  });

  it.each(['', 'v2', 'v2.', 'v2..', 'v2.abc', 'v3.abc.def', `v2.${'0'.repeat(8)}.AAAA`, 'v2.a.b.c'])(
    'like %j is refused',
    (sealed) => {
      expect(refusalOf(() => vault.open(SEALED.passport('1'), sealed))).toMatch(/^SEAL_/);
    },
  );

  it('moved to another row shows nobody anything, in no words of ours', async () => {
    const [one, other] = [await api.mint.passport(), await api.mint.passport()];
    const [{ personal } = {}] = await db.select().from(passports).where(eq(passports.id, other.id));
    await db
      .update(passports)
      .set({ personal: String(personal) })
      .where(eq(passports.id, one.id));
    const answer = await api.get('/api/me', { candidate: await api.mint.signIn(one.id) });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toContain(other.email);
    expect(text).not.toMatch(/seal|row|key/i);
    expect(api.logLines.join('')).toContain('SEAL_BROKEN');
    await db
      .update(passports)
      .set({ personal: sealPassport(api.vault, one.id, one) })
      .where(eq(passports.id, one.id));
  });
});

describe('what is written for good', () => {
  it('is sealed under the key of its person, and unreadable once that is gone; the row stays', async () => {
    const person = `passport/${randomUUID()}` as const;
    const place = SEALED.auditPersonal('row');
    const now = api.clock.now();
    const sealing = { person, place, value: { from: '张', to: '章' } };
    const sealed = await sealForPerson(db, api.vault, sealing, now);
    const again = await sealForPerson(db, api.vault, sealing, now);
    for (const one of [sealed, again])
      expect(await openForPerson(db, api.vault, { person, place, sealed: one })).toEqual({
        from: '张',
        to: '章',
      });
    await expect(
      openForPerson(db, api.vault, { person, place: SEALED.auditPersonal('other'), sealed }),
    ).rejects.toThrow(SealedValueError);
    await expect(db.delete(personKeys)).rejects.toMatchObject({ cause: { code: '42501' } });
    await asOwner(api.ownerUrl, (owner) => owner.delete(personKeys).where(eq(personKeys.person, person)));
    expect(await openForPerson(db, api.vault, { person, place, sealed })).toBe(null);
  });

  it('has old and new values of a changed profile', async () => {
    const passport = await api.mint.passport();
    const candidate = await api.mint.signIn(passport.id);
    const body = {
      name: '欧阳测试',
      idType: passport.idType,
      idNumber: passport.idNumber,
      password: PASSWORD,
    };
    expect((await api.call('PATCH', '/api/me', { body, candidate })).status).toBe(200);
    const [row] = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.person, `passport/${passport.id}`));
    const place = SEALED.auditPersonal([row?.person, 'profileChanged', row?.happenedAt].join('/'));
    const person = `passport/${passport.id}` as const;
    expect(row?.personal).not.toContain('欧阳');
    expect(
      await openForPerson(db, api.vault, { person, place, sealed: String(row?.personal) }),
    ).toMatchObject({
      from: { name: passport.name },
      to: { name: '欧阳测试', idNumber: passport.idNumber },
    });
  });
});

describe('npm run rotate-keys', () => {
  const rotate = async (given: VaultKeys) => {
    const printed: string[] = [];
    const code = await runRotateKeysCommand({
      args: [],
      environment: {
        APP_ENV: 'test',
        DATABASE_URL: api.databaseUrl,
        MIGRATION_DATABASE_URL: api.ownerUrl,
        DATA_KEY: given.dataKey,
        DATA_KEYS_BEFORE: given.dataKeysBefore?.join(','),
        DATA_KEY_V1: given.dataKeyV1,
        INDEX_KEY: given.indexKey,
      },
      print: (line) => printed.push(line),
    });
    return { code, printed: printed.join('\n') };
  };

  it('seals everything anew, of whatever form and key, and what does not open stays', async () => {
    const present = api.keys;
    const passport = await api.mint.passport();
    const { account } = await api.mint.staff();
    const v1 = await api.mint.passport();
    const { email, mobile, name, idNumber } = v1;
    await db
      .update(passports)
      .set({ personal: valueV1(present.dataKey, 'passport', { email, mobile, name, idNumber }) })
      .where(eq(passports.id, v1.id));
    const image = randomBytes(64);
    await db.insert(photos).values({
      id: 'old-photo',
      type: 'image/png',
      sealed: sealedV1(present.dataKey, 'photo/old-photo', image),
      importedAt: api.clock.now(),
    });
    await db.insert(outbox).values({
      key: 'old-mail',
      subject: 'old-mail',
      message: {
        kind: 'mail',
        template: 'verifyEmail',
        passportId: v1.id,
        parameters: { sealedToken: valueV1(present.dataKey, 'outbox', 'token'), expiresAt: 1 },
        sealedTo: valueV1(present.dataKey, 'outbox', email),
      },
      dueAt: api.clock.now(),
    });
    const damaged = await api.mint.passport();
    await db.update(passports).set({ personal: 'v2.00000000.AAAA' }).where(eq(passports.id, damaged.id));

    const next = { ...present, dataKey: key() };
    const given = { ...next, dataKeysBefore: [present.dataKey], dataKeyV1: present.dataKey };
    const first = await rotate(given);
    expect(first).toMatchObject({ code: 1, printed: expect.stringContaining(`row ${damaged.id}: `) });
    await db.delete(passports).where(eq(passports.id, damaged.id));
    const second = await rotate(given);
    expect(second).toMatchObject({ code: 0, printed: expect.stringContaining('are not needed any more') });
    expect(second.printed).not.toMatch(/[1-9]\d* sealed anew/);

    const alone = createVault(next);
    for (const one of [passport, v1]) {
      const [row] = await db.select().from(passports).where(eq(passports.id, one.id));
      expect(openPassport(alone, row!)).toMatchObject({ email: one.email, name: one.name });
    }
    const [staff] = await db.select().from(staffAccounts).where(eq(staffAccounts.account, account));
    expect(openStaffEmail(alone, account, staff!.sealedEmail!)).toBe(`${account}@staff.example.test`);
    const [photo] = await db.select().from(photos).where(eq(photos.id, 'old-photo'));
    expect(openPhoto(alone, 'old-photo', photo!.sealed)).toEqual(image);
    const [mail] = await db.select().from(outbox).where(eq(outbox.key, 'old-mail'));
    expect(mail?.message).toMatchObject({ template: 'verifyEmail', passportId: v1.id });
    const { sealedTo, parameters } = mail!.message as Extract<OutboxMessage, { kind: 'mail' }>;
    expect(alone.open(SEALED.sealedTo('old-mail'), String(sealedTo))).toBe(email);
    expect(alone.open(SEALED.sealedToken('old-mail'), String(parameters.sealedToken))).toBe('token');
    // Back to the key of the other tests.
    expect((await rotate({ ...present, dataKeysBefore: [next.dataKey] })).code).toBe(0);
  });

  it('keeps a change that is made meanwhile', async () => {
    const passport = await api.mint.passport();
    const next = { ...api.keys, dataKey: key() };
    const changed = sealPassport(api.vault, passport.id, { ...passport, mobile: '13911112222' });
    const racing = (owner: typeof db) =>
      Object.assign(Object.create(owner) as typeof db, {
        transaction: async (work: Parameters<typeof db.transaction>[0]) => {
          await db.update(passports).set({ personal: changed }).where(eq(passports.id, passport.id));
          return owner.transaction(work);
        },
      });
    const rotating = createVault({ ...next, dataKeysBefore: [api.keys.dataKey] });
    await asOwner(api.ownerUrl, async (owner) => {
      await resealAll(racing(owner), rotating);
      await resealAll(owner, rotating);
    });
    const [row] = await db.select().from(passports).where(eq(passports.id, passport.id));
    expect(openPassport(createVault(next), row!).mobile).toBe('13911112222');
    expect((await rotate({ ...api.keys, dataKeysBefore: [next.dataKey] })).code).toBe(0);
  });
});
