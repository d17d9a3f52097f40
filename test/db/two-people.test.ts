import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readPasswordHash } from '../../db/passport/find-sign-in-passport.ts';
import { openSession } from '../../db/passport/open-session.ts';
import { staffAccounts } from '../../db/schema/index.ts';
import { may, STAFF_ROLES, type StaffRole } from '../../domain/staff/permissions.ts';
import { openStaffSession } from '../../db/staff/open-staff-session.ts';
import { createTestApi } from '../api/test-api.ts';
import type { MintedPassport } from '../support/factories.ts';
import { onDatabase } from '../support/sql.ts';

const api = await createTestApi();
const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));
const asOwner = (statement: string) => onDatabase(api.ownerUrl, (sql) => sql.unsafe(statement));
const campus = await api.mint.campus();
/** Accounts of the centre: the first of each role submits, the other decides, and one is disabled. */
const minted = (name: string) => `${name}-${randomUUID().slice(0, 8)}`;
const [one, two, filer, reviewer, gone, support, schoolAdmin] = [
  minted('one'),
  minted('two'),
  minted('filer'),
  minted('reviewer'),
  minted('gone'),
  minted('support'),
  minted('school'),
];
await asOwner(`insert into staff_accounts (account, role, scope, password_hash, disabled)
  values ('${one}', 'centreAdmin', '*', '-', false), ('${two}', 'centreAdmin', '*', '-', false),
    ('${filer}', 'reviewer', '*', '-', false), ('${reviewer}', 'reviewer', '*', '-', false),
    ('${gone}', 'reviewer', '*', '-', true), ('${support}', 'support', '*', '-', false),
    ('${schoolAdmin}', 'schoolAdmin', '*', '-', false)`);

/** Notes a sign-in of an account, which nobody holds. */
const signIn = (account: string, ended = 'null', expires = '2999-01-01') =>
  asOwner(`insert into staff_sessions (token_hash, account, created_at, expires_at, ended_at)
    values ('${randomUUID()}', '${account}', timestamptz '${expires}' - interval '1 hour', '${expires}', ${ended})`);
for (const account of [one, two, filer, reviewer, gone, support, schoolAdmin]) await signIn(account);

/** The columns of a decision, and their values in SQL: undecided, unless given. */
const columnsOf = (as: Record<string, string>, state: string) => Object.keys({ state, ...as }).join(', ');
const valuesOf = (as: Record<string, string>, state: string) =>
  Object.values({ state: `'${state}'`, ...as }).join(', ');

async function filedReview(
  as: Record<string, string> = {},
  {
    number = 'id_number_index',
    at = campus.code,
    of,
  }: { number?: string; at?: string; of?: MintedPassport } = {},
): Promise<string> {
  const passport = of ?? (await api.mint.passport());
  const { id: examSessionId } = await api.mint.examSession();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const id = randomUUID();
  await asApplication(`insert into reviews (id, exam_session_id, passport_id, candidate_id, province_code, school_code,
      campus_code, id_number_index, personal, score, version, submitted_at, ${columnsOf({ filed_by: '', ...as }, 'pending')})
    select '${id}', '${examSessionId}', '${passport.id}', '${candidate.id}', '${campus.provinceCode}',
      '${campus.schoolCode}', '${at}', ${number}, '-', 500, 1, '2026-11-01', ${valuesOf({ filed_by: `'${filer}'`, ...as }, 'pending')}
    from passports where id = '${passport.id}'`);
  return id;
}

/** Mints a passport that claims the number of another. */
const claimantOf = ({ name, idNumber }: MintedPassport) =>
  api.mint.passport({ name, idNumber, claiming: true });

async function rebind(
  as: Record<string, string> = {},
  parties?: { old: { id: string }; next: { id: string } },
): Promise<string> {
  const holder = await api.mint.passport();
  const { old, next } = parties ?? { old: holder, next: await claimantOf(holder) };
  const id = randomUUID();
  await asApplication(`insert into rebinds (id, new_passport_id, old_passport_id, email_index, submitted_at, ${columnsOf({ submitted_by: '', ...as }, 'submitted')})
    values ('${id}', '${next.id}', '${old.id}', '-', '2026-11-01', ${valuesOf({ submitted_by: `'${support}'`, ...as }, 'submitted')})`);
  return id;
}

/** Writes a change of a capacity of 10, a cut unless said otherwise. */
async function capacityChange(as: Record<string, string> = {}, capacity = 5, before = 10): Promise<string> {
  const { id: examSessionId } = await api.mint.examSession();
  const offering = await api.mint.offering(examSessionId, campus.code, '4');
  const id = randomUUID();
  await asApplication(`insert into capacity_changes (id, offering_id, before, capacity, submitted_at, ${columnsOf({ school_code: '', submitted_by: '', ...as }, 'submitted')})
    values ('${id}', ${offering.id}, ${before}, ${capacity}, '2026-11-01', ${valuesOf({ school_code: `'${campus.schoolCode}'`, submitted_by: `'${one}'`, ...as }, 'submitted')})`);
  return id;
}

/** Writes a correction of a saved registration at the campus. */
async function correction(): Promise<string> {
  const passport = await api.mint.passport();
  const { id: examSessionId } = await api.mint.examSession();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  await api.mint.registration(candidate, passport.id);
  const id = randomUUID();
  await asApplication(`insert into corrections (id, registration_id, passport_id, saved_at, school_code, fields, sealed_values, state, submitted_by, submitted_at)
    values ('${id}', '${candidate.id}', '${passport.id}', '2026-11-01', '${campus.schoolCode}', '{name}', '-', 'submitted', '${schoolAdmin}', '2026-11-01')`);
  return id;
}

describe('by SQL as the application, a filed re-check', () => {
  it.each([
    ['by who filed it', `decided_by = 'staff/${filer}'`],
    ['by a rule', "decided_by = 'rule'"],
    ['by nobody', 'decided_by = null'],
    ['by an account that does not exist', "decided_by = 'staff/nobody'"],
    ['by any text', "decided_by = 'somebody'"],
    ['by a disabled account', `decided_by = 'staff/${gone}'`],
  ])('is not approved %s', async (_who, decision) => {
    const id = await filedReview();
    await expect(
      asApplication(`update reviews set state = 'approved', ${decision} where id = '${id}'`),
    ).rejects.toThrow(/violates check constraint|may not decide|is decided by staff/);
  });

  it('is approved by a second person', async () => {
    const id = await filedReview();
    const decide = (change: string) => asApplication(`update reviews set ${change} where id = '${id}'`);
    await decide(`state = 'approved', decided_by = 'staff/${reviewer}'`);
    for (const change of [
      "state = 'pending', decided_by = null",
      `state = 'pending', decided_by = null, decided_at = null, version = version + 1, reset_by = '${filer}', reset_at = now()`,
      "state = 'rejected'",
      'score = 700',
      `filed_by = '${reviewer}'`,
      `decided_by = 'staff/${filer}'`,
    ])
      await expect(decide(change)).rejects.toThrow(/as it was submitted, once|may not decide/);
  });

  it.each([
    ['as nobody’s', 'filed_by = null'],
    ['as somebody else’s', `filed_by = '${reviewer}'`],
    ['with another score', 'score = 700'],
    ['for another person', "passport_id = (select min(id) from passports), id_number_index = 'x'"],
    ['with another number', "id_number_index = 'x'"],
    ['at another campus', "campus_code = '000000'"],
  ])('is not approved %s', async (_how, change) => {
    const id = await filedReview();
    const approval = `state = 'approved', decided_by = 'staff/${reviewer}'`;
    for (const set of [change, `${change}, ${approval}`])
      await expect(asApplication(`update reviews set ${set} where id = '${id}'`)).rejects.toThrow(
        /as it was submitted/,
      );
  });

  it('is filed anew only after a rejection, and undecided', async () => {
    const id = await filedReview();
    const change = (set: string) => asApplication(`update reviews set ${set} where id = '${id}'`);
    const anew = `state = 'pending', filed_by = '${reviewer}', score = 600, version = version + 1, submitted_at = now()`;
    await expect(change(`${anew}, decided_by = null`)).rejects.toThrow(/as it was submitted/);
    await change(`state = 'rejected', decided_by = 'staff/${reviewer}'`);
    await expect(change(`${anew}, decided_by = 'staff/${reviewer}'`)).rejects.toThrow(/is undecided/);
    await change(`${anew}, decided_by = null`);
  });

  it('is waiting again once somebody who may decide it has taken its decision back, and nothing else of it changes', async () => {
    const id = await filedReview();
    const change = (set: string) => asApplication(`update reviews set ${set} where id = '${id}'`);
    const back = (by: string, more = '') =>
      change(
        `state = 'pending', decided_by = null, decided_at = null, reason = null, version = version + 1, reset_by = '${by}', reset_at = now()${more}`,
      );
    for (const outcome of ['approved', 'rejected']) {
      await expect(back(reviewer)).rejects.toThrow(/as it was submitted/);
      await change(`state = '${outcome}', decided_by = 'staff/${reviewer}', decided_at = now()`);
      for (const by of [filer, one, gone, 'nobody'])
        await expect(back(by)).rejects.toThrow(/as it was submitted|may not take|nobody is signed in/);
      for (const more of [', score = 700', `, filed_by = '${reviewer}'`, ', filed_by = null'])
        await expect(back(reviewer, more)).rejects.toThrow(/as it was submitted/);
      await back(reviewer);
    }
  });

  it('stays who filed it for whom in every state, and goes the ways of a re-check alone', async () => {
    const fixed = [
      `filed_by = '${reviewer}'`,
      'filed_by = null',
      "id_number_index = 'x'",
      `passport_id = '${(await api.mint.passport()).id}'`,
      `candidate_id = (select id from candidates where id <> candidate_id limit 1)`,
      "matched_ticket = '990000251100001'",
      'score = 700',
      "campus_code = '000000'",
      "state = 'anything'",
    ];
    const rejected = `state = 'rejected', decided_by = 'staff/${reviewer}'`;
    const expired = "state = 'expired', decided_by = 'timer'";
    const deleted = "state = 'deleted'";
    for (const steps of [[rejected], [expired], [rejected, deleted]]) {
      const id = await filedReview();
      const change = (set: string) => asApplication(`update reviews set ${set} where id = '${id}'`);
      for (const step of steps) await change(step);
      const others = steps.includes(deleted)
        ? ["state = 'pending', decided_by = null, version = version + 1", rejected, expired]
        : ["state = 'pending', decided_by = null", `decided_by = 'staff/${one}'`];
      for (const set of [...fixed, ...others])
        await expect(change(set)).rejects.toThrow(/as it was submitted|may not decide/);
    }
    const id = await filedReview();
    for (const set of [deleted, `${expired.replace('timer', `staff/${filer}`)}`, "state = 'anything'"])
      await expect(asApplication(`update reviews set ${set} where id = '${id}'`)).rejects.toThrow(
        /as it was submitted/,
      );
  });

  it.each([
    [
      'for another passport',
      'passport_id = (select p.id from passports p where p.id <> passport_id limit 1)',
      /of its roll entry|as it was/,
    ],
    [
      'in another exam session',
      'exam_session_id = (select e.id from exam_sessions e where e.id <> exam_session_id limit 1)',
      /as it was/,
    ],
    [
      'for another roll entry',
      'candidate_id = (select id from candidates c where c.id <> candidate_id limit 1)',
      /as it was/,
    ],
    ['with another number', "id_number_index = 'x'", /of its roll entry/],
    ['at another campus', "campus_code = '000000', school_code = '00000'", /of its roll entry/],
  ])('is not filed anew %s', async (_how, set, words) => {
    const id = await filedReview();
    const change = (to: string) => asApplication(`update reviews set ${to} where id = '${id}'`);
    await change(`state = 'rejected', decided_by = 'staff/${reviewer}'`);
    await expect(
      change(`state = 'pending', decided_by = null, version = version + 1, submitted_at = now(), ${set}`),
    ).rejects.toThrow(words);
  });

  it('is filed for a roll entry, where that is', async () => {
    await expect(filedReview({}, { number: "'x'" })).rejects.toThrow(/of its roll entry/);
    const elsewhere = await api.mint.campus();
    await expect(filedReview({}, { at: elsewhere.code })).rejects.toThrow(/of its roll entry/);
  });

  it('follows an approved rebind to its passport', async () => {
    const old = await api.mint.passport();
    const id = await filedReview({}, { of: old });
    const { id: next } = await claimantOf(old);
    const move = () => asApplication(`update reviews set passport_id = '${next}' where id = '${id}'`);
    await expect(move()).rejects.toThrow(/as it was submitted/);
    const rebound = await rebind({ school_code: `'${campus.schoolCode}'` }, { old, next: { id: next } });
    await expect(move()).rejects.toThrow(/as it was submitted/);
    await asApplication(
      `update rebinds set state = 'approved', decided_by = '${two}' where id = '${rebound}'`,
    );
    await move();
  });
});

describe('by SQL as the application, one decision for many re-checks', () => {
  /** Begins one, with a re-check written down. */
  async function asked(by: string, about: string): Promise<string> {
    const id = randomUUID();
    await asApplication(`insert into batches (id, kind, scope, started_by, state, filter, sealed_parameters, created_at, changed_at)
      values ('${id}', 'decisions', '${campus.schoolCode}', 'staff/${by}', 'checking', '{}', '-', now(), now())`);
    await asApplication(
      `insert into batch_rows (batch_id, line, outcome, key) values ('${id}', 1, 'new', '${about}')`,
    );
    return id;
  }
  const submit = async (id: string, by: string) => {
    await asApplication(`update batches set state = 'submitted', total = 1 where id = '${id}'`);
    await asApplication(`insert into batch_approvals (id, kind, scope, count, state, submitted_by, submitted_at)
      values ('${id}', 'decisions', '${campus.schoolCode}', 1, 'submitted', '${by}', now())`);
  };
  const run = (id: string) => asApplication(`update batches set state = 'running' where id = '${id}'`);
  const settle = (id: string, by: string) =>
    asApplication(
      `update batch_approvals set state = 'approved', decided_by = '${by}', decided_at = now() where id = '${id}'`,
    );
  const decide = (review: string, by: string) =>
    asApplication(
      `update reviews set state = 'approved', decided_by = 'staff/${by}', decided_at = now() where id = '${review}'`,
    );

  it('is asked for and approved by two reviewers, however few they are', async () => {
    const review = await filedReview();
    await expect(asked(one, review)).rejects.toThrow(/may not decide about many/);
    const id = await asked(reviewer, review);
    await submit(id, reviewer);
    await expect(run(id)).rejects.toThrow(/takes a second person/);
    for (const by of [reviewer, one, support, gone])
      await expect(settle(id, by)).rejects.toThrow(/check constraint|may not decide|nobody is signed in/);
    await settle(id, filer);
    await run(id);
  });

  it('is carried out for who has signed out meanwhile, on those that were written down alone', async () => {
    const [review, other] = [await filedReview(), await filedReview()];
    const absent = minted('absent');
    await asOwner(`insert into staff_accounts (account, role, scope, password_hash)
      values ('${absent}', 'reviewer', '*', '-')`);
    await signIn(absent);
    const id = await asked(absent, review);
    await submit(id, absent);
    await asOwner(`update staff_sessions set ended_at = now() where account = '${absent}'`);
    await expect(decide(review, absent)).rejects.toThrow(/nobody is signed in/);
    await settle(id, reviewer);
    await run(id);
    await expect(decide(other, absent)).rejects.toThrow(/nobody is signed in/);
    await decide(review, absent);
  });
});

describe('by SQL as the application, a submission', () => {
  it('is decided once, as it was submitted, by a second account that exists', async () => {
    const id = await rebind();
    const decide = (change: string) => asApplication(`update rebinds set ${change} where id = '${id}'`);
    for (const [change, words] of [
      [`state = 'approved', decided_by = '${support}'`, /check constraint|may not decide/],
      ["state = 'approved', decided_by = 'nobody'", /may not decide/],
      [`state = 'approved', decided_by = '${two}', submitted_by = '${one}'`, /permission denied/],
      [`state = 'approved', decided_by = '${two}', new_passport_id = old_passport_id`, /permission denied/],
    ] as const)
      await expect(decide(change)).rejects.toThrow(words);
    await decide(`state = 'approved', decided_by = '${two}'`);
    for (const change of ["state = 'rejected'", "reason = 'v2.deadbeef.other'"])
      await expect(decide(change)).rejects.toThrow(/once/);
  });
});

describe('by SQL as the application, only a role and a scope that may decide decides', () => {
  const OTHER = campus.provinceCode === '99' ? '98' : '99';
  const desks = {
    reviews: { permission: 'reviews.decide', mint: filedReview, by: (name: string) => `staff/${name}` },
    rebinds: { permission: 'rebinds.decide', mint: rebind, by: (name: string) => name },
    capacity_changes: { permission: 'capacity.change', mint: capacityChange, by: (name: string) => name },
    corrections: { permission: 'corrections.decide', mint: correction, by: (name: string) => name },
  } as const;

  it.each(Object.keys(desks) as (keyof typeof desks)[])('%s', async (table) => {
    const { permission, mint, by } = desks[table];
    const tryAs = async (role: StaffRole, scope: string, disabled = false) => {
      const id = await mint();
      const name = minted(role);
      await asOwner(`insert into staff_accounts (account, role, scope, password_hash, disabled)
        values ('${name}', '${role}', '${scope}', '-', ${disabled})`);
      await signIn(name);
      const decision = `update ${table} set state = 'approved', decided_by = '${by(name)}' where id = '${id}'`;
      return asApplication(decision).then(
        () => true,
        (error: Error) => {
          expect(error.message).toMatch(/may not decide/);
          return false;
        },
      );
    };
    for (const role of STAFF_ROLES) {
      expect([role, await tryAs(role, '*')]).toEqual([role, may(role, permission)]);
      expect(await tryAs(role, OTHER)).toBe(false);
      expect(await tryAs(role, '*', true)).toBe(false);
    }
  });

  it.each(Object.keys(desks) as (keyof typeof desks)[])('and nobody deletes: %s', async (table) => {
    const id = await desks[table].mint();
    await expect(asApplication(`delete from ${table} where id = '${id}'`)).rejects.toThrow(
      /permission denied|append-only/,
    );
  });
});

describe('by SQL as the application, what was handed in', () => {
  /** Hands a proof in with something. */
  async function proofOf(boundTo: string): Promise<string> {
    const id = randomUUID();
    await asApplication(`insert into proofs (id, about, bound_to, type, byte_count, sealed, uploaded_by, uploaded_at)
      values ('${id}', '${boundTo}', '${boundTo}', 'application/pdf', 1, '-', '${filer}', now())`);
    return id;
  }
  const drop = (id: string) => `delete from proofs where id = '${id}'`;
  const removal = (
    review: string,
    proof: string,
  ) => `insert into audit_log (actor, action, target, details, happened_at)
    values ('staff/${filer}', 'reviewProofRemoved', 'review/${review}', '{"proofId": "${proof}"}', now())`;

  it('keeps its proofs, which a re-check that waits gives back to nobody unrecorded', async () => {
    const review = await filedReview();
    const [proof, other] = [await proofOf(`review/${review}`), await proofOf(`review/${review}`)];
    const ofCorrection = await proofOf(`correction/${await correction()}`);
    for (const kept of [proof, ofCorrection])
      await expect(asApplication(drop(kept))).rejects.toThrow(/a proof stays/);
    await expect(asApplication(`${removal(review, proof)}; ${drop(other)}`)).rejects.toThrow(/a proof stays/);
    await asApplication(removal(review, proof));
    await expect(asApplication(drop(proof))).rejects.toThrow(/a proof stays/);
    await asApplication(`${removal(review, proof)}; ${drop(proof)}`);
    await asApplication(
      `update reviews set state = 'rejected', decided_by = 'staff/${reviewer}', decided_at = now() where id = '${review}'`,
    );
    await expect(asApplication(`${removal(review, other)}; ${drop(other)}`)).rejects.toThrow(/a proof stays/);
    await asApplication(`update reviews set state = 'deleted' where id = '${review}'; ${drop(other)}`);
  });

  it('stays as it was written, under whatever key it says that it is sealed', async () => {
    const review = await filedReview();
    const change = (set: string) => asApplication(`update reviews set ${set} where id = '${review}'`);
    const anew = ["personal = 'v2.deadbeef.x'", "reason = 'v2.deadbeef.x'"];
    for (const set of anew) await expect(change(set)).rejects.toThrow(/as it was submitted/);
    await change(
      `state = 'rejected', decided_by = 'staff/${reviewer}', decided_at = now(), reason = 'v2.aaaaaaaa.x'`,
    );
    for (const set of anew) await expect(change(set)).rejects.toThrow(/as it was submitted/);
    for (const set of anew) await asOwner(`update reviews set ${set} where id = '${review}'`);
    await expect(asApplication(`update staff_accounts set sealed_email = 'v2.deadbeef.x'`)).rejects.toThrow(
      /by the owner/,
    );
  });
});

describe('by SQL as the application, a correction', () => {
  it('is of a registration that is saved, at its school, and stays as it was submitted', async () => {
    const id = await correction();
    const change = (set: string) => asApplication(`update corrections set ${set} where id = '${id}'`);
    for (const [set, words] of [
      ["sealed_values = 'v2.deadbeef.other'", /permission denied/],
      [`state = 'approved', decided_by = '${schoolAdmin}'`, /corrections_two_people/],
      ["school_code = '00000'", /permission denied/],
    ] as const)
      await expect(change(set)).rejects.toThrow(words);
    await asApplication(`update registrations set passport_id = null, snapshot = null, version = version + 1,
      state = state || '{"passportId": null}' where id = (select registration_id from corrections where id = '${id}')`);
    await expect(change(`state = 'approved', decided_by = '${one}'`)).rejects.toThrow(/that is saved/);
  });
});

/** Prepares a re-check that nobody filed, of somebody with a score record, beside a record of somebody else. */
async function unfiled() {
  const passport = await api.mint.passport();
  const { id: examSessionId } = await api.mint.examSession();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const ticket = await api.mint.score(passport, 500);
  const others = await api.mint.score(api.mint.person(), 500);
  const id = randomUUID();
  const write = (given: Record<string, string>) =>
    asApplication(`insert into reviews (id, exam_session_id, passport_id, candidate_id, province_code, school_code,
      campus_code, id_number_index, personal, score, version, submitted_at, ${columnsOf(given, 'pending')})
    select '${id}', '${examSessionId}', '${passport.id}', '${candidate.id}', '${campus.provinceCode}',
      '${campus.schoolCode}', '${campus.code}', id_number_index, '-', 500, 1, '2026-11-01', ${valuesOf(given, 'pending')}
    from passports where id = '${passport.id}'`);
  return { id, ticket, others, writeAs: write };
}

describe('by SQL as the application, a re-check is approved by nobody', () => {
  const APPROVED = { state: "'approved'" };
  it('as it is submitted, unless it names the score record that matches', async () => {
    const { ticket, others, writeAs } = await unfiled();
    const rule = { ...APPROVED, decided_by: "'rule'" };
    for (const as of [
      APPROVED,
      rule,
      { ...rule, matched_ticket: "'000000000000000'" },
      { ...rule, matched_ticket: `'${others}'` },
      { ...rule, matched_ticket: `'${ticket}'`, filed_by: `'${filer}'` },
      { ...APPROVED, decided_by: "'timer'", matched_ticket: `'${ticket}'` },
      { ...APPROVED, decided_by: `'staff/${reviewer}'` },
      { state: "'rejected'", decided_by: "'rule'" },
      { state: "'expired'" },
    ])
      await expect(writeAs(as)).rejects.toThrow(/is undecided/);
    await writeAs({ ...rule, matched_ticket: `'${ticket}'` });
  });

  it('while it waits, nor after it was rejected', async () => {
    const { id, ticket, writeAs } = await unfiled();
    await writeAs({ matched_ticket: `'${ticket}'` });
    const change = (set: string) => asApplication(`update reviews set ${set} where id = '${id}'`);
    for (const by of ['null', "'rule'", "'timer'"])
      await expect(change(`state = 'approved', decided_by = ${by}`)).rejects.toThrow(/is decided by staff/);
    await change(`state = 'rejected', decided_by = 'staff/${reviewer}'`);
    await asOwner(`update staff_accounts set disabled = true where account = '${reviewer}'`);
    await expect(change("state = 'approved', version = version + 1, submitted_at = now()")).rejects.toThrow(
      /is undecided|may not/,
    );
    await change("state = 'pending', version = version + 1, submitted_at = now()");
    await expect(change("state = 'approved'")).rejects.toThrow(/may not decide/);
    await asOwner(`update staff_accounts set disabled = false where account = '${reviewer}'`);
    // Whoever is disabled is signed out.
    await signIn(reviewer);
  });
});

describe('by SQL as the application, a re-check waits for one reviewer alone', () => {
  const PENDING = { state: "'pending'" };

  it('only with the score record by which its candidate asked', async () => {
    const { ticket, others, writeAs } = await unfiled();
    for (const as of [
      PENDING,
      { ...PENDING, matched_ticket: "'000000000000000'" },
      { ...PENDING, matched_ticket: `'${others}'` },
    ])
      await expect(writeAs(as)).rejects.toThrow(/names a score record/);
    await writeAs({ ...PENDING, matched_ticket: `'${ticket}'` });
  });

  it('not one that was filed, when it is submitted again', async () => {
    const id = await filedReview();
    const change = (set: string) => asApplication(`update reviews set ${set} where id = '${id}'`);
    await change(`state = 'rejected', decided_by = 'staff/${reviewer}'`);
    const again = "state = 'pending', decided_by = null, version = version + 1, submitted_at = now()";
    await expect(change(`${again}, filed_by = null`)).rejects.toThrow(/names a score record/);
    await change(again);
  });
});

describe('by SQL as the application, nobody submits', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'a cut for another school',
      () => capacityChange({ school_code: `'${campus.schoolCode.slice(0, 4)}x'` }),
    ],
    ['a cut as somebody who may not', () => capacityChange({ submitted_by: `'${support}'` })],
    [
      'a raise as somebody who may not',
      () => capacityChange({ submitted_by: `'${support}'`, state: "'approved'" }, 15),
    ],
    ['a rebind as somebody who may not', () => rebind({ submitted_by: `'${one}'` })],
    ['a re-check as somebody who may not', () => filedReview({ filed_by: `'${one}'` })],
    ['a re-check as a disabled reviewer', () => filedReview({ filed_by: `'${gone}'` })],
  ])('%s', async (_what, write) => {
    await expect(write()).rejects.toThrow(/may not (submit|file)|at the school of its pool/);
  });
});

it('by SQL as the application, a capacity changes by what was approved, once', async () => {
  const { id: examSessionId } = await api.mint.examSession();
  const { id: offering } = await api.mint.offering(examSessionId, campus.code, '4');
  const capacity = async () =>
    (await asApplication(`select capacity, free from seat_pools where offering_id = ${offering}`))[0];
  const ask = async (before: number, to: number, state: string) => {
    const id = randomUUID();
    await asApplication(`insert into capacity_changes (id, offering_id, school_code, before, capacity, state, submitted_by, submitted_at)
      values ('${id}', ${offering}, '${campus.schoolCode}', ${before}, ${to}, '${state}', '${one}', '2026-11-01')`);
    return id;
  };
  const cut = await ask(10, 5, 'submitted');
  expect(await capacity()).toEqual({ capacity: 10, free: 10 });
  await asApplication(
    `update capacity_changes set state = 'approved', decided_by = '${two}' where id = '${cut}'`,
  );
  expect(await capacity()).toEqual({ capacity: 5, free: 5 });
  await ask(5, 12, 'approved');
  expect(await capacity()).toEqual({ capacity: 12, free: 12 });
  await asOwner(`update capacity_changes set reason = '-' where id = '${cut}'`);
  expect(await capacity()).toEqual({ capacity: 12, free: 12 });
  await asApplication(`update seat_pools set free = 2, held = 10 where offering_id = ${offering}`);
  const tooLow = await ask(12, 9, 'submitted');
  await expect(
    asApplication(
      `update capacity_changes set state = 'approved', decided_by = '${two}' where id = '${tooLow}'`,
    ),
  ).rejects.toThrow(/seat_pools_not_negative/);
});

describe('by SQL as the application, as an account that nobody is signed in to', () => {
  /** An account of the centre that is signed in nowhere: not yet, no more, or for too long. */
  async function away(role: StaffRole, how: string): Promise<string> {
    const account = minted('away');
    await asOwner(`insert into staff_accounts (account, role, scope, password_hash)
      values ('${account}', '${role}', '*', '-')`);
    if (how === 'has signed out') await signIn(account, "'2026-11-01'");
    if (how === 'has been gone for long') await signIn(account, 'null', '2026-11-01');
    return account;
  }

  it.each(['never was there', 'has signed out', 'has been gone for long'])(
    'nothing is decided, filed or given to a second person when it %s',
    async (how) => {
      const decisions = [
        ['rebinds', await rebind(), await away('centreAdmin', how)],
        ['capacity_changes', await capacityChange(), await away('centreAdmin', how)],
        ['reviews', await filedReview(), `staff/${await away('reviewer', how)}`],
      ] as const;
      for (const [table, id, who] of decisions)
        await expect(
          asApplication(
            `update ${table} set state = 'approved', decided_by = '${who}', decided_at = '2026-11-02' where id = '${id}'`,
          ),
        ).rejects.toThrow(/nobody is signed in/);
      const filing = { filed_by: `'${await away('reviewer', how)}'` };
      await expect(filedReview(filing)).rejects.toThrow(/nobody is signed in/);
      const submission = { submitted_by: `'${await away('support', how)}'` };
      await expect(rebind(submission)).rejects.toThrow(/nobody is signed in/);
    },
  );
});

describe('by SQL as the application, a registration', () => {
  const PAID = `state = jsonb_set(state, '{entries}', '[{"id": "1", "offeringId": 1, "subject": "1", "feeFen": 3000, "state": "paid"}]')`;
  const boundTo = (passportId: string) =>
    `passport_id = '${passportId}', state = jsonb_set(state, '{passportId}', '"${passportId}"')`;
  const LET_GO = `passport_id = null, state = jsonb_set(state, '{passportId}', 'null')`;

  async function bound() {
    const passport = await api.mint.passport();
    const other = await claimantOf(passport);
    const { id: examSessionId } = await api.mint.examSession();
    const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
    await api.mint.registration(candidate, passport.id);
    const change = (set: string) =>
      asApplication(`update registrations set ${set} where id = '${candidate.id}'`);
    return { passport, other, examSessionId, candidate, change };
  }

  it('moves by an approved rebind alone', async () => {
    const { passport, other, change } = await bound();
    await expect(change(boundTo(other.id))).rejects.toThrow(/approved rebind/);
    await change(PAID);
    await expect(change(LET_GO)).rejects.toThrow(/approved rebind/);
    await expect(
      asApplication(`update passports set rebound_to = '${other.id}' where id = '${passport.id}'`),
    ).rejects.toThrow(/approved rebind/);
    const id = await rebind({ school_code: `'${campus.schoolCode}'` }, { old: passport, next: other });
    await asApplication(`update rebinds set state = 'approved', decided_by = '${two}' where id = '${id}'`);
    await change(boundTo(other.id));
    await asApplication(`update passports set rebound_to = '${other.id}' where id = '${passport.id}'`);
  });

  it('with something paid does not move in two steps', async () => {
    const { other, examSessionId, candidate, change } = await bound();
    await change(PAID);
    for (const set of [
      `state = jsonb_set(state, '{entries}', '[]')`,
      `state = jsonb_set(state, '{entries}', '[{"id": "1", "offeringId": 1, "state": "released"}]')`,
      `state = jsonb_set(state, '{entries}', '[{"id": "1", "offeringId": 2, "subject": "1", "feeFen": 3000, "state": "paid"}]')`,
      `state = jsonb_set(state, '{entries}', '[{"id": "2", "offeringId": 1, "subject": "1", "feeFen": 3000, "state": "paid"}]')`,
      `state = state - 'entries'`,
    ])
      await expect(change(set)).rejects.toThrow(/paid entry/);
    for (const set of [`state = jsonb_set(state, '{passportId}', '"${other.id}"')`, 'passport_id = null'])
      await expect(change(set)).rejects.toThrow(/registrations_bound|approved rebind/);
    await expect(asApplication(`delete from registrations where id = '${candidate.id}'`)).rejects.toThrow(
      /permission denied/,
    );
    const { id: next } = await api.mint.candidate({ examSessionId, campus });
    await expect(change(`id = '${next}'`)).rejects.toThrow(/permission denied/);
  });

  it('is neither begun nor bound anew with something paid', async () => {
    const { other, examSessionId, candidate, change } = await bound();
    const { id: next } = await api.mint.candidate({ examSessionId, campus });
    await expect(
      asApplication(`insert into registrations (id, exam_session_id, province_code, school_code, campus_code, passport_id,
          version, stage, state, changed_at)
        select '${next}', exam_session_id, province_code, school_code, campus_code, '${other.id}', 1, stage,
          state || '{"passportId": "${other.id}", "entries": [{"subject": "1", "feeFen": 3000, "state": "paid"}]}', changed_at
        from registrations where id = '${candidate.id}'`),
    ).rejects.toThrow(/nothing is paid/);
    await change(LET_GO);
    await expect(
      change(
        `passport_id = '${other.id}', state = state || '{"passportId": "${other.id}", "entries": [{"subject": "1", "feeFen": 3000, "state": "paid"}]}'`,
      ),
    ).rejects.toThrow(/approved rebind/);
    await change(PAID);
    await expect(change(boundTo(other.id))).rejects.toThrow(/approved rebind/);
  });

  it('stays where it was bound', async () => {
    const { change } = await bound();
    for (const set of ["school_code = '00000'", "province_code = '00'", "campus_code = '000000'"])
      await expect(change(set)).rejects.toThrow(/stays at its campus/);
  });
});

it('by SQL as the application, a number stays with whoever something stands on', async () => {
  const change = ({ id }: { id: string }, set: string) =>
    asApplication(`update passports set ${set} where id = '${id}'`);
  const { id: examSessionId } = await api.mint.examSession();
  const [registered, rechecked, free] = [
    await api.mint.passport(),
    await api.mint.passport(),
    await api.mint.passport(),
  ];
  const candidate = await api.mint.candidate({ examSessionId, campus, person: registered });
  await api.mint.registration(candidate, registered.id);
  await filedReview({}, { of: rechecked });
  const leaving = [
    "hold = 'naming'",
    "hold = 'claiming'",
    "closed_at = '2026-11-01'",
    'email_verified_at = null',
  ];
  for (const holder of [registered, rechecked])
    for (const set of leaving) await expect(change(holder, set)).rejects.toThrow(/something stands on/);
  const next = await claimantOf(free);
  await change(free, "hold = 'claiming'");
  await change(next, "hold = 'reserving'");
});

it('by SQL as the application, no other number is given to who is registered or has a re-check', async () => {
  const change = ({ id }: { id: string }) =>
    asApplication(`update passports set id_number_index = '${randomUUID()}' where id = '${id}'`);
  const [registered, rechecked, free] = [
    await api.mint.passport(),
    await api.mint.passport(),
    await api.mint.passport(),
  ];
  const candidate = await api.mint.candidate({
    examSessionId: (await api.mint.examSession()).id,
    campus,
    person: registered,
  });
  await api.mint.registration(candidate, registered.id);
  await filedReview({}, { of: rechecked });
  await asOwner("update windows set closes_at = '2999-01-01'");
  for (const holder of [registered, rechecked])
    await expect(change(holder)).rejects.toThrow(/stays with its passport/);
  await change(free);
});

it('by SQL as the application, an offering is at a campus that there is', async () => {
  const { id: examSessionId } = await api.mint.examSession();
  await expect(
    asApplication(`insert into offerings (exam_session_id, campus_code, subject_code, fee_fen, opens_at, closes_at)
      values ('${examSessionId}', '000000', '1', 1, '2026-11-01', '2026-11-02')`),
  ).rejects.toThrow(/foreign key/);
});

describe('by SQL as the application, a rebind', () => {
  it('is between a passport that reserves a number and one that claims it', async () => {
    const [old, stranger] = [await api.mint.passport(), await api.mint.passport()];
    const next = await claimantOf(old);
    const { name, idNumber } = old;
    const unverified = await api.mint.passport({ name, idNumber, verified: false, claiming: true });
    for (const parties of [
      { old, next: stranger },
      { old: stranger, next },
      { old: next, next: old },
      { old, next: unverified },
      { old, next: old },
    ])
      await expect(rebind({}, parties)).rejects.toThrow(/claims its number/);
    const id = await rebind({}, { old, next });
    await asApplication(`update passports set hold = 'naming' where id = '${next.id}'`);
    await expect(
      asApplication(`update rebinds set state = 'approved', decided_by = '${two}' where id = '${id}'`),
    ).rejects.toThrow(/claims its number/);
  });

  it('is decided where what it moves is', async () => {
    const old = await api.mint.passport();
    const next = await claimantOf(old);
    const elsewhere = await api.mint.campus();
    const asked = (school: string) => rebind({ school_code: school }, { old, next });
    const [here, there] = [`'${campus.schoolCode}'`, `'${elsewhere.schoolCode}'`];
    await expect(asked(here)).rejects.toThrow(/at the school/);
    await filedReview({}, { of: old });
    for (const school of ['null', there]) await expect(asked(school)).rejects.toThrow(/at the school/);
    const { id: examSessionId } = await api.mint.examSession();
    const roll = { examSessionId, campus: elsewhere, person: old };
    const id = await asked(here);
    await api.mint.registration(await api.mint.candidate(roll), old.id);
    await expect(
      asApplication(`update rebinds set state = 'approved', decided_by = '${two}' where id = '${id}'`),
    ).rejects.toThrow(/at the school/);
    await asApplication(
      `update rebinds set state = 'rejected', decided_by = '${two}', reason = '-' where id = '${id}'`,
    );
    for (const school of ['null', here]) await expect(asked(school)).rejects.toThrow(/at the school/);
    await asked(there);
  });
});

it('by SQL as the application, a cut is not said to be a raise', async () => {
  await expect(capacityChange({ state: "'approved'" }, 5, 0)).rejects.toThrow(/begins at the capacity/);
});

describe('by SQL as the application, what two people decide is written down undecided:', () => {
  const now = "'2026-11-02'";
  it.each<[string, (as: Record<string, string>) => Promise<string>, Record<string, string>]>([
    ['a rebind', rebind, { state: "'approved'", decided_by: `'${two}'` }],
    ['a rejected rebind', rebind, { state: "'rejected'", decided_by: `'${two}'`, reason: "'-'" }],
    ['a rebind with a time of decision', rebind, { decided_at: now }],
    ['a cut', capacityChange, { state: "'approved'", decided_by: `'${two}'`, decided_at: now }],
    ['a rejected cut', capacityChange, { state: "'rejected'", decided_by: `'${two}'` }],
    ['a raise that somebody decided', (as) => capacityChange(as, 15), { state: "'approved'", reason: "'-'" }],
    ['a raise that waits', (as) => capacityChange(as, 15), { state: "'submitted'" }],
    ['a filed re-check', filedReview, { state: "'approved'", decided_by: `'staff/${two}'` }],
    ['a rejected filed re-check', filedReview, { state: "'rejected'", decided_by: `'staff/${two}'` }],
  ])('%s is refused otherwise', async (_what, write, as) => {
    await expect(write(as)).rejects.toThrow(/a new submission of \w+ is undecided/);
  });

  it('as they come, they are taken; a raise takes effect at once', async () => {
    await Promise.all([rebind(), filedReview(), capacityChange()]);
    await capacityChange({ state: "'approved'" }, 15);
  });
});

describe('by SQL as the application, nobody is two people by an account of their own making:', () => {
  const handOut = (kind: string, account: string, by: string, role = 'provinceAdmin') =>
    asApplication(`insert into staff_account_changes (kind, account, changed_by, changed_at, role, scope, second_factor_required, password_hash)
      values ('${kind}', '${account}', '${by}', '2026-11-01', '${role}', '*', true, '-')`);
  const prove = (account: string, index: string) =>
    asApplication(`insert into staff_account_changes (kind, account, changed_by, changed_at, sealed_email, email_index)
      values ('emailVerified', '${account}', '${account}', '2026-11-01', '-', '${index}')`);
  async function made(by: string, role?: string): Promise<string> {
    const account = minted('made');
    await handOut('created', account, by, role);
    await signIn(account);
    return account;
  }
  const approve = (table: string, id: string, by: string) =>
    asApplication(
      `update ${table} set state = 'approved', decided_by = '${by}', decided_at = '2026-11-02' where id = '${id}'`,
    );
  const cutBy = (account: string) => capacityChange({ submitted_by: `'${account}'` });
  const refused = /may be in the hands of one person/;

  it('neither of what it submitted nor of what they did, nor two accounts that one person made', async () => {
    const [own, another] = [await made(one), await made(one)];
    for (const [submitter, decider] of [
      [own, one],
      [one, own],
      [own, another],
    ] as const)
      await expect(approve('capacity_changes', await cutBy(submitter), decider)).rejects.toThrow(refused);
    await approve('capacity_changes', await cutBy(own), two);
    await approve('capacity_changes', await cutBy(one), two);
  });

  it('nor by an account whose password they took away', async () => {
    const [keeper, account] = [minted('keeper'), minted('kept')];
    await asOwner(`insert into staff_accounts (account, role, scope, password_hash)
      values ('${keeper}', 'centreAdmin', '*', '-'), ('${account}', 'provinceAdmin', '*', '-')`);
    await signIn(keeper);
    await signIn(account);
    await approve('capacity_changes', await cutBy(account), keeper);
    await handOut('passwordReset', account, keeper);
    await signIn(account);
    await expect(approve('capacity_changes', await cutBy(account), keeper)).rejects.toThrow(refused);
  });

  it('until its owner has proved an address that is not that of whoever made it', async () => {
    const keeper = minted('keeper');
    await asOwner(`insert into staff_accounts (account, role, scope, password_hash, email_index, email_verified_at)
      values ('${keeper}', 'centreAdmin', '*', '-', '${keeper}', '2026-11-01')`);
    await signIn(keeper);
    const account = await made(keeper);
    await prove(account, keeper);
    await expect(approve('capacity_changes', await cutBy(account), keeper)).rejects.toThrow(refused);
    await prove(account, account);
    await approve('capacity_changes', await cutBy(account), keeper);
  });

  it('whatever takes two people', async () => {
    const asker = await made(one, 'support');
    const decider = await made(one);
    const filers = [await made(one, 'reviewer'), await made(one, 'reviewer')] as const;
    const rebindId = await rebind({ submitted_by: `'${asker}'` });
    await expect(approve('rebinds', rebindId, decider)).rejects.toThrow(refused);
    await expect(approve('rebinds', rebindId, one)).rejects.toThrow(refused);
    const reviewId = await filedReview({ filed_by: `'${filers[0]}'` });
    await expect(approve('reviews', reviewId, `staff/${filers[1]}`)).rejects.toThrow(refused);
    await approve('reviews', reviewId, `staff/${reviewer}`);
    const unguarded = await asOwner(`
      select relname from pg_class c join pg_attribute a on attrelid = c.oid and attname in ('submitted_by', 'filed_by')
      where relnamespace = 'public'::regnamespace and relkind = 'r' and exists (
        select from pg_attribute d where d.attrelid = c.oid and d.attname = 'decided_by')
        and not exists (select from pg_trigger t where tgrelid = c.oid and tgfoid = 'guard_second_person()'::regprocedure)`);
    expect([...unguarded]).toEqual([]);
  });
});

/** Begins something while a change is not committed yet, and returns what it came to after the commit. */
async function duringChange<Result>(
  url: string,
  statement: string,
  begin: () => Promise<Result>,
): Promise<Result> {
  let begun: Promise<Result> | undefined;
  await onDatabase(url, (sql) =>
    sql.begin(async (tx) => {
      await tx.unsafe(statement);
      begun = begin();
      begun.catch(() => {});
    }),
  );
  return begun!;
}

describe('a sign-in under way', () => {
  const newSignIn = () => ({
    tokenHash: randomUUID(),
    from: { device: { system: 'unknown', browser: 'unknown' } as const, network: '192.0.2.1' },
    replacedTokenHash: undefined,
  });
  const now = api.clock.now();

  it.each(['password', 'link'])('by %s while its staff account is disabled does not open', async (by) => {
    const { account } = await api.mint.staff();
    const [staff] = await api.db.select().from(staffAccounts).where(eq(staffAccounts.account, account));
    const { passwordHash, emailIndex } = staff!;
    const shown = by === 'password' ? { passwordHash } : { linkMailedTo: emailIndex ?? '-' };
    const open = () => openStaffSession(api.db, { ...newSignIn(), account, shown }, now);
    expect(
      await duringChange(
        api.ownerUrl,
        `update staff_accounts set disabled = true where account = '${account}'`,
        open,
      ),
    ).toBe(null);
    await asOwner(`update staff_accounts set disabled = false where account = '${account}'`);
    expect(await open()).toEqual(staff);
  });

  it('while the password is changed does not open with the old one', async () => {
    const { id: passportId } = await api.mint.passport();
    const { passwordHash } = (await readPasswordHash(api.db, passportId))!;
    const shown = { passwordHash };
    const open = () => openSession(api.db, { ...newSignIn(), passportId, provinceCode: null, shown }, now);
    expect(await open()).toBe(true);
    expect(
      await duringChange(
        api.databaseUrl,
        `update passports set password_hash = '-' where id = '${passportId}'`,
        open,
      ),
    ).toBe(false);
  });
});

describe('a sign-in of before', () => {
  it('of a disabled staff account ends with it, and stays ended when it is enabled again', async () => {
    const { account } = await api.mint.staff();
    const staff = await api.mint.staffSignIn(account);
    const status = async () => (await api.get('/api/staff/me', { staff })).status;
    expect(await status()).toBe(200);
    await asOwner(`update staff_accounts set disabled = true where account = '${account}'`);
    await asOwner(`update staff_accounts set disabled = false where account = '${account}'`);
    expect(await status()).toBe(401);
  });

  it('of a closed passport ends with it, and stays ended when it is opened again', async () => {
    const passport = await api.mint.passport();
    const candidate = await api.mint.signIn(passport.id);
    const status = async () => (await api.get('/api/me', { candidate })).status;
    expect(await status()).toBe(200);
    await asApplication(`update passports set closed_at = '2026-11-01' where id = '${passport.id}'`);
    await asApplication(`update passports set closed_at = null where id = '${passport.id}'`);
    expect(await status()).toBe(401);
  });
});
