import { randomBytes, randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeProfile } from '../../../db/passport/change-profile.ts';
import { registerPassport } from '../../../db/passport/register-passport.ts';
import { sealPassport } from '../../../db/passport/sealed-passport.ts';
import { verifyEmail } from '../../../db/passport/verify-email.ts';
import { emailIndex, idNumberIndex } from '../../../db/person/personal-index.ts';
import { decideRebindRecord } from '../../../db/rebind/decide-rebind.ts';
import { submitRebind } from '../../../db/rebind/submit-rebind.ts';
import { passports, rebinds, registrations, sessions } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { save, START, withdraw } from '../../domain/registration/commands.ts';
import type { MintedCandidate, Person } from '../../support/factories.ts';
import { type Place, startFixture } from '../fixture.ts';
import { Committer } from '../registration/committer.ts';

const fixture = await startFixture();
const { db, mint, vault } = fixture;
const [{ account: one }, { account: two }] = [await mint.staff({ role: 'support' }), await mint.staff()];

/** Whose registration is whose, as its workflow would know it. */
interface Numbered {
  person: Person;
  /** The number stands on the rolls of two schools. */
  rolls: Committer[];
}

async function numbered(place: Place): Promise<Numbered> {
  const person = mint.person();
  const elsewhere = await mint.campus();
  const candidates: MintedCandidate[] = [
    await mint.candidate({ ...place, person }),
    await mint.candidate({ ...place, campus: elsewhere, person }),
  ];
  return { person, rolls: candidates.map((candidate) => new Committer(db, vault, candidate, '')) };
}

let minutes = 0;
const nextMoment = () => START + (minutes += 1);

/** Registers a passport for a number, and signs it in. */
async function register(person: Person): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const email = `${id}@example.test`;
  const { name, idType, idNumber, mobile } = person;
  const now = nextMoment();
  await registerPassport(
    db,
    vault,
    {
      id,
      personal: sealPassport(vault, id, { name, idNumber, email, mobile }),
      idType,
      idNumberIndex: idNumberIndex(vault, idType, idNumber),
      emailIndex: emailIndex(vault, email),
      passwordHash: 'hash',
      verification: { token: id, tokenHash: id, expiresAt: now + DAY_MS },
    },
    now,
  );
  await mint.signIn(id);
  return id;
}

const verify = (id: string) => verifyEmail(db, vault, { tokenHash: id, checkedHash: 'hash' }, nextMoment());

const holdOf = async (id: string) => {
  const [row] = await db.select().from(passports).where(eq(passports.id, id));
  return row!.hold;
};

/** Saves as the workflow does, on the state that its record has. */
async function saveAs(roll: Committer, passportId: string) {
  const mine = roll.as(passportId);
  await mine.catchUp();
  mine.now = nextMoment();
  return mine.ask(save());
}

async function deleteOf(roll: Committer, passportId: string) {
  const mine = roll.as(passportId);
  await mine.catchUp();
  mine.now = nextMoment();
  return mine.ask(withdraw());
}

/** Moves a number to a passport that claims it, by two people; nothing happens when it does not claim. */
async function rebind(id: string): Promise<void> {
  const rebindId = randomUUID();
  const command = { commandId: rebindId, requestHash: 'hash' };
  const [row] = await db.select().from(passports).where(eq(passports.id, id));
  const asked = {
    id: rebindId,
    newPassportId: id,
    emailIndex: row!.emailIndex,
    submittedBy: one,
    scope: '*',
    command,
  } as const;
  const now = nextMoment();
  for (const account of [one, two]) await mint.staffSignIn(account, now);
  if (await submitRebind(db, vault, asked, now)) return;
  await decideRebindRecord(db, vault, rebindId, { outcome: 'approve' }, { account: two, at: nextMoment() });
}

describe('saving a registration', () => {
  it('reserves the number of a passport that nobody verified, until the registration is deleted', async () => {
    const { person, rolls } = await numbered(await fixture.place());
    const [first, second, third] = [await register(person), await register(person), await register(person)];
    expect(await saveAs(rolls[0]!, first)).toMatchObject({ kind: 'applied' });
    expect([await holdOf(first), await holdOf(second)]).toEqual(['reserving', 'naming']);
    expect(await verify(second)).toMatchObject({ hold: 'claiming' });
    expect(await saveAs(rolls[1]!, second)).toEqual({ kind: 'refused', code: 'PASSPORT_CLAIMING' });
    expect(await saveAs(rolls[1]!, third)).toEqual({ kind: 'refused', code: 'ID_NUMBER_RESERVED' });
    expect(await deleteOf(rolls[0]!, first)).toMatchObject({ kind: 'applied' });
    expect([await holdOf(first), await holdOf(second)]).toEqual(['naming', 'reserving']);
    expect(await saveAs(rolls[1]!, second)).toMatchObject({ kind: 'applied' });
  });

  it('is one person’s, of all that save for a number at the same moment', async () => {
    const { person, rolls } = await numbered(await fixture.place());
    const ids = [await register(person), await register(person)];
    const outcomes = await Promise.all([saveAs(rolls[0]!, ids[0]!), saveAs(rolls[1]!, ids[1]!)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['applied', 'refused']);
  });

  it('and verifying at the same moment leave one reserver', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const { person, rolls } = await numbered(await fixture.place());
      const [saver, verifier] = [await register(person), await register(person)];
      await Promise.all([saveAs(rolls[0]!, saver), verify(verifier)]);
      const holds = [await holdOf(saver), await holdOf(verifier)];
      expect(holds.filter((hold) => hold === 'reserving')).toHaveLength(1);
    }
  });
});

const STEPS = ['register', 'verify', 'save', 'delete', 'move', 'rename', 'rebind'] as const;

interface Step {
  what: (typeof STEPS)[number];
  who: number;
  number: number;
  roll: number;
}

const step = fc.record<Step>({
  what: fc.constantFrom(...STEPS),
  who: fc.nat(5),
  number: fc.nat(1),
  roll: fc.nat(1),
});

describe('whatever people do with two numbers, one after the other or at once', () => {
  it('a number has one reserver and one seat, and nobody signed in is ended by others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 14 }),
        async (rounds) => {
          const place = await fixture.place();
          const numbers = [await numbered(place), await numbered(place)];
          const ids: string[] = [];
          for (const { person } of numbers) ids.push(await register(person), await register(person));
          const take = async ({ what, who, number, roll }: Step) => {
            const id = ids[who % ids.length]!;
            const { person, rolls } = numbers[number]!;
            if (what === 'register') ids.push(await register(person));
            if (what === 'verify') await verify(id);
            if (what === 'save' && (await isNumbered(id, person))) await saveAs(rolls[roll]!, id);
            if (what === 'delete') await deleteOf(rolls[roll]!, id);
            if (what === 'move')
              await changeProfile(
                db,
                vault,
                { passportId: id, checkedHash: 'hash', ...person },
                nextMoment(),
              );
            if (what === 'rename')
              await changeProfile(
                db,
                vault,
                { passportId: id, checkedHash: 'hash', ...person, name: '别名' },
                nextMoment(),
              );
            if (what === 'rebind') await rebind(id);
          };
          for (const round of rounds) {
            await Promise.all(round.map(take));
            await holds(ids, numbers);
          }
        },
      ),
      { numRuns: 40, seed: 20_261_129, endOnFailure: true },
    );
  });

  /** Tells whether a passport carries a number, as the API looks before it lets it save. */
  async function isNumbered(id: string, { idType, idNumber }: Person): Promise<boolean> {
    const [row] = await db.select().from(passports).where(eq(passports.id, id));
    return row!.idNumberIndex === idNumberIndex(vault, idType, idNumber);
  }

  async function holds(ids: string[], numbers: Numbered[]): Promise<void> {
    const open = await db
      .select()
      .from(passports)
      .where(and(inArray(passports.id, ids), isNull(passports.closedAt)));
    for (const { person, rolls } of numbers) {
      const index = idNumberIndex(vault, person.idType, person.idNumber);
      const own = open.filter(({ idNumberIndex: of }) => of === index);
      const reservers = own.filter(({ hold }) => hold === 'reserving');
      expect(reservers.length).toBeLessThanOrEqual(1);
      const proved = own.filter(({ emailVerifiedAt }) => emailVerifiedAt !== null);
      expect(proved.filter(({ hold }) => hold === 'naming')).toEqual([]);
      expect(reservers.length).toBeGreaterThanOrEqual(Math.min(1, proved.length));
      const bound = await db
        .select({ passportId: registrations.passportId })
        .from(registrations)
        .where(
          and(
            inArray(
              registrations.id,
              rolls.map(({ candidate }) => candidate.id),
            ),
            isNotNull(registrations.passportId),
          ),
        );
      expect(bound.length).toBeLessThanOrEqual(1);
      // Whoever is bound reserves the number, so that nobody else can be.
      for (const { passportId } of bound) expect(reservers.map(({ id }) => id)).toEqual([passportId]);
    }
    // Only a rebind, which two people decided, ends sign-ins: those of the passport it closes.
    const moved = await db
      .select({ id: rebinds.oldPassportId })
      .from(rebinds)
      .where(eq(rebinds.state, 'approved'));
    const ended = await db
      .select({ passportId: sessions.passportId })
      .from(sessions)
      .where(and(inArray(sessions.passportId, ids), isNotNull(sessions.endedAt)));
    expect(ended.filter(({ passportId }) => !moved.some(({ id }) => id === passportId))).toEqual([]);
  }
});
