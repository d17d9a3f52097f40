import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { arrangeSession } from '../../../activities/arrangement/arrange-session.ts';
import { recordPaymentException } from '../../../db/registration/record-payment-exception.ts';
import {
  batchApprovals,
  batches,
  batchRows,
  capacityChanges,
  corrections,
  lateEntries,
  notices,
  orders,
  passports,
  paymentExceptions,
  proofs,
  rebinds,
  registrations,
  reviews,
  roomSeats,
  schools,
  seatPools,
  staffAccounts,
} from '../../../db/schema/index.ts';
import { createBatch } from '../../../db/batches/create-batch.ts';
import { createBulk } from '../../../db/batches/create-bulk.ts';
import { sealCells, sealHeadings } from '../../../db/batches/sealed-batch.ts';
import { makeLateList } from '../../../db/late-registration/make-late-list.ts';
import { SEALED } from '../../../db/sealed-places.ts';
import { storeProof } from '../../../db/staff/proofs.ts';
import { stageRows } from '../../../db/batches/stage-rows.ts';
import { staffActor } from '../../../domain/actor.ts';
import type { FilterKind } from '../../../domain/batches/batch.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { type Entry, type Order, placeOf } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import type { MintedCampus, MintedCandidate, MintedPassport } from '../../support/factories.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { drawPortrait } from '../../../stack/demo/portraits.ts';
import type { TestApi } from '../test-api.ts';

const OPEN = { opensIn: -HOUR_MS, closesIn: DAY_MS };
/** The subject whose tickets the school prints; candidates print those of CET-4. */
export const PRINTED_BY_SCHOOL = '4';

/** The college of the victim and everybody else. */
const COLLEGE = '测试学院';

export type RightsData = Awaited<ReturnType<typeof mintRightsData>>;
export type Marker = keyof RightsData['markers'];

interface Registered {
  passport: MintedPassport;
  candidate: MintedCandidate;
  photoId: string;
  entries: Entry[];
  campus: MintedCampus;
  /** Offerings at the campus. */
  cet4: number;
  cet6: number;
}

/**
 * Mints two candidates of two provinces in one exam session, the victim with everything that anybody might see or touch.
 * Nobody but the stranger belongs to the stranger's school.
 */
export async function mintRightsData(api: TestApi) {
  const { db, mint, clock } = api;
  const { id: examSessionId } = await mint.examSession({
    id: '2026-2',
    windows: { ticketWritten: OPEN, ticketOral: OPEN },
  });
  const versions = await mint.agreements();
  const [here, elsewhere] = [await mint.campus(), await mint.campus()];
  await db
    .update(schools)
    .set({ settings: { schoolPrintedSubjects: [PRINTED_BY_SCHOOL] } })
    .where(eq(schools.code, here.schoolCode));

  async function registered(campus: MintedCampus): Promise<Registered> {
    const offered = async (subject: string) => ({
      subject,
      offeringId: (await mint.offering(examSessionId, campus.code, subject)).id,
    });
    const [cet4, cet6, japanese6, oral4] = [
      await offered('1'),
      await offered('2'),
      await offered(PRINTED_BY_SCHOOL),
      await offered('F'),
    ];
    const passport = await mint.passport({ mobileVerified: true });
    const photo = drawPortrait(Number(campus.code));
    const candidate = await mint.candidate({
      examSessionId,
      campus,
      person: passport,
      photo,
      roll: { department: COLLEGE },
    });
    await mint.acceptance(passport.id, examSessionId, versions);
    const entries = await mintPaidRegistration(
      api,
      { ...candidate, passportId: passport.id },
      [cet4, japanese6, { ...oral4, state: 'held' }],
      { at: clock.now() },
    );
    const [record] = await db.select().from(registrations).where(eq(registrations.id, candidate.id));
    const now = clock.now();
    await db
      .update(registrations)
      .set({
        stage: 'partlyPaid',
        state: {
          ...record!.state,
          savedAt: now,
          managementEndsAt: now + 7 * DAY_MS,
          entries: entries.map((entry) => ({ ...entry, deadlineAt: now + DAY_MS })),
          transcripts: { 4: 'electronic', 6: 'electronic' },
        },
      })
      .where(eq(registrations.id, candidate.id));
    return {
      passport,
      candidate,
      photoId: record!.photoId!,
      entries,
      campus,
      cet4: cet4.offeringId,
      cet6: cet6.offeringId,
    };
  }
  const [victim, stranger] = [await registered(here), await registered(elsewhere)];
  const orderNo = await openOrder(api, victim);
  await arrangeSession({
    db,
    clock,
    scope: { examSessionId },
    roomSize: 30,
    actor: 'staff/arranger',
    newSeed: randomUUID,
  });
  const seats = await db.select().from(roomSeats).where(eq(roomSeats.registrationId, victim.candidate.id));

  // The classmate has nothing yet, so that a school can file for them and support can rebind them.
  const classmate = await mint.passport();
  const onRoll = await mint.candidate({ examSessionId, campus: here, person: classmate });
  await mint.registration(onRoll, classmate.id);
  const ofClassmate = { name: classmate.name, idNumber: classmate.idNumber };
  const newPassport = await mint.passport({ ...ofClassmate, claiming: true });

  const reviewId = await api.mint.review(victim.candidate, victim.passport, 'pending');
  const { name, idNumber, email, mobile } = victim.passport;
  const claimant = await mint.passport({ claiming: true, name, idNumber });
  const rebindId = await submittedRebind(api, victim, claimant);
  const changeId = await submittedCut(api, victim);
  const { correctionId, proofId } = await submittedCorrection(api, victim);
  const lateListId = await lateListOf(api, victim);
  const importId = await checkedImport(api, victim);
  const approvalId = await submittedBulk(api, victim, 'messages', victim.candidate.id);
  const decisionsId = await submittedBulk(api, victim, 'decisions', reviewId);
  const { account: keptAccount } = await mint.staff({ role: 'reviewer', scope: here.schoolCode });
  await recordPaymentException(db, {
    kind: 'wrong-amount',
    orderNo,
    tradeNo: 'T-of-the-victim',
    amountFen: 1,
    foundAt: clock.now(),
  });
  const [exception] = await db.select().from(paymentExceptions).where(eq(paymentExceptions.orderNo, orderNo));

  const [notice] = await db
    .insert(notices)
    .values({
      scope: here.schoolCode,
      titleZh: '通告',
      titleEn: 'Notice',
      bodyZh: '正文',
      bodyEn: 'Text',
      publishedAt: clock.now(),
    })
    .returning({ id: notices.id });

  return {
    examSessionId,
    versions,
    /** A notice of the victim's school. */
    noticeId: notice!.id,
    victim: {
      ...victim,
      college: COLLEGE,
      orderNo,
      reviewId,
      rebindId,
      changeId,
      correctionId,
      proofId,
      lateListId,
      importId,
      approvalId,
      decisionsId,
      keptAccount,
      exceptionId: exception!.id,
    },
    stranger,
    classmate: { ...classmate, newPassport },
    /** A second passport, whose owner claims the victim's ID number. */
    claimant,
    /** The person, whom only they and, in part, their school may read in full. */
    markers: { name, idNumber, email, mobile },
    /** Ids of everything that is the victim's. */
    ids: [
      victim.passport.id,
      victim.candidate.id,
      victim.photoId,
      ...victim.entries.map(({ id }) => id),
      waitIdOf(victim),
      orderNo,
      reviewId,
      rebindId,
      changeId,
      correctionId,
      proofId,
      importId,
      approvalId,
      decisionsId,
      keptAccount,
      ...seats.map(({ ticketNumber }) => ticketNumber),
    ],
    /** Reads every row of the victim's that somebody might have changed. */
    rows: async () =>
      JSON.stringify(
        await Promise.all([
          db.select().from(passports).where(eq(passports.id, victim.passport.id)),
          db.select().from(registrations).where(eq(registrations.id, victim.candidate.id)),
          db.select().from(orders).where(eq(orders.orderNo, orderNo)),
          db.select().from(paymentExceptions).where(eq(paymentExceptions.orderNo, orderNo)),
          db.select().from(reviews).where(eq(reviews.candidateId, victim.candidate.id)),
          db.select().from(rebinds),
          db.select().from(capacityChanges),
          db.select().from(corrections),
          db.select().from(staffAccounts).where(eq(staffAccounts.account, keptAccount)),
          db.select().from(seatPools).where(eq(seatPools.offeringId, victim.cet6)),
        ]),
      ),
  };
}

export const waitIdOf = ({ candidate }: Pick<Registered, 'candidate'>) => `w-${candidate.id}`;

/** Gives the victim an open order for the unpaid oral, and a place in a queue. */
async function openOrder({ db, clock }: TestApi, victim: Registered): Promise<string> {
  const { candidate, passport, entries } = victim;
  const orderNo = '20261121abcdef0123456789';
  const now = clock.now();
  const expiresAt = now + DAY_MS;
  const [row] = await db.select().from(registrations).where(eq(registrations.id, candidate.id));
  const { state } = row!;
  const [written, , oral] = entries;
  const order: Order = {
    orderNo,
    gateway: 'alipay',
    mode: 'oral',
    entryIds: [oral!.id],
    amountFen: oral!.feeFen,
    openedAt: now,
    expiresAt,
    state: 'open',
  };
  const wait = { ...placeOf(written!), offeringId: victim.cet6, subject: '2', level: 6 as const };
  await db
    .update(registrations)
    .set({
      state: {
        ...state,
        orders: [order],
        waitlist: [{ ...wait, id: waitIdOf(victim), joinedAt: now }],
      },
    })
    .where(eq(registrations.id, candidate.id));
  const { examSessionId } = candidate;
  const { gateway, mode, amountFen } = order;
  await db.insert(orders).values({
    orderNo,
    gateway,
    mode,
    amountFen,
    examSessionId,
    registrationId: candidate.id,
    passportId: passport.id,
    lines: [{ entryId: oral!.id, subject: 'F', campus: victim.campus.code, feeFen: amountFen }],
    state: 'open',
    openedAt: clock.now(),
    expiresAt,
  });
  return orderNo;
}

async function submittedRebind(
  { db, mint, clock }: TestApi,
  victim: Registered,
  claimant: MintedPassport,
): Promise<string> {
  const [row] = await db.select().from(passports).where(eq(passports.id, claimant.id));
  const { account: submittedBy } = await mint.staff({ role: 'support' });
  await mint.staffSignIn(submittedBy);
  const id = randomUUID();
  await db.insert(rebinds).values({
    id,
    newPassportId: claimant.id,
    oldPassportId: victim.passport.id,
    emailIndex: row!.emailIndex,
    schoolCode: victim.campus.schoolCode,
    state: 'submitted',
    submittedBy,
    submittedAt: clock.now(),
  });
  return id;
}

/** A file that was checked, with a row about the victim. */
async function checkedImport({ db, mint, clock, vault }: TestApi, victim: Registered): Promise<string> {
  const id = randomUUID();
  const { account } = await mint.staff();
  const { name, idNumber } = victim.passport;
  const { examSessionId } = victim.candidate;
  const { schoolCode } = victim.campus;
  const about = {
    kind: 'roll',
    examSessionId,
    scope: schoolCode as Scope,
    startedBy: staffActor(account),
  } as const;
  await createBatch(db, vault, { ...about, id, fileName: '学籍.csv' }, clock.now());
  const headings = {
    sheets: [],
    unread: [],
    texts: [],
    positions: {},
    suggested: {},
    missing: [],
    repeated: [],
  };
  const move = (set: Partial<typeof batches.$inferInsert>) =>
    db.update(batches).set(set).where(eq(batches.id, id));
  await move({ state: 'reading' });
  await move({ state: 'checking', sealedHeadings: sealHeadings(vault, id, headings) });
  await db.insert(batchRows).values({
    batchId: id,
    line: 2,
    outcome: 'changed',
    schoolCode,
    sealed: sealCells(vault, id, 2, { name, idNumber }),
  });
  await move({ state: 'checked' });
  return id;
}

/** An action on many that is about the victim, and waits for a second person. */
async function submittedBulk(
  { db, mint, clock, vault }: TestApi,
  victim: Registered,
  kind: FilterKind,
  key: string,
): Promise<string> {
  const id = randomUUID();
  const { account } = await mint.staff(kind === 'decisions' ? { role: 'reviewer' } : {});
  await mint.staffSignIn(account);
  const scope = victim.campus.schoolCode as Scope;
  const { name, idNumber } = victim.passport;
  await createBulk(
    db,
    vault,
    {
      id,
      kind,
      examSessionId: victim.candidate.examSessionId,
      scope,
      filter: {},
      parameters: {},
      account,
      count: 1,
      command: { commandId: id, requestHash: id },
    },
    clock.now(),
  );
  const row = { key, schoolCode: scope, cells: { name, idNumber } };
  const page = { batchId: id, after: 0, upTo: 1, rows: [{ ...row, line: 1, outcome: 'new' as const }] };
  await stageRows(db, vault, page, clock.now());
  await db.update(batches).set({ state: 'submitted', total: 1 }).where(eq(batches.id, id));
  await db.insert(batchApprovals).values({
    id,
    kind,
    scope,
    count: 1,
    state: 'submitted',
    submittedBy: account,
    submittedAt: clock.now(),
  });
  return id;
}

async function submittedCut({ db, mint, clock }: TestApi, victim: Registered): Promise<string> {
  const id = randomUUID();
  await db.insert(capacityChanges).values({
    id,
    offeringId: victim.cet4,
    schoolCode: victim.campus.schoolCode,
    before: 10,
    capacity: 5,
    state: 'submitted',
    submittedBy: (await mint.staff()).account,
    submittedAt: clock.now(),
  });
  return id;
}

/** A correction of the victim's name, with a proof. */
async function submittedCorrection({ db, mint, clock, vault }: TestApi, victim: Registered) {
  const [id, proofId] = [randomUUID(), randomUUID()];
  const { account: submittedBy } = await mint.staff({
    role: 'schoolAdmin',
    scope: victim.campus.schoolCode,
  });
  await mint.staffSignIn(submittedBy);
  const { name, idNumber } = victim.passport;
  const before = { name, idType: 'residentId', idNumber, photoId: victim.photoId };
  await db.insert(corrections).values({
    id,
    registrationId: victim.candidate.id,
    passportId: victim.passport.id,
    savedAt: 0,
    schoolCode: victim.campus.schoolCode,
    fields: ['name'],
    sealedValues: vault.seal(SEALED.correction(id), {
      reason: '核对',
      before,
      after: { ...before, name: '改名某' },
    }),
    state: 'submitted',
    submittedBy,
    submittedAt: clock.now(),
  });
  const about = `candidate/${victim.candidate.id}`;
  const proof = { id: proofId, about, type: 'application/pdf', uploadedBy: submittedBy } as const;
  await storeProof(db, vault, { ...proof, bytes: Buffer.from('%PDF-1.7') }, clock.now());
  await db
    .update(proofs)
    .set({ boundTo: `correction/${id}` })
    .where(eq(proofs.id, proofId));
  return { correctionId: id, proofId };
}

/** A list of late registration of the victim's province, with a neighbour on it. */
async function lateListOf({ db, mint, clock }: TestApi, victim: Registered): Promise<string> {
  const { campus } = victim;
  const { examSessionId } = victim.candidate;
  const candidate = await mint.candidate({ examSessionId, campus, person: await mint.passport() });
  const id = randomUUID();
  const { provinceCode } = campus;
  const { account } = await mint.staff({ role: 'provinceAdmin', scope: provinceCode });
  await mint.staffSignIn(account);
  const at = clock.now();
  const window = { opensAt: at, closesAt: at + DAY_MS, payUntil: at + DAY_MS };
  const command = { commandId: id, requestHash: id };
  await makeLateList(
    db,
    { id, examSessionId, provinceCode, title: '补报名', window, command },
    { account, at },
  );
  await db
    .insert(lateEntries)
    .values({ listId: id, candidateId: candidate.id, addedBy: account, addedAt: at });
  return id;
}
