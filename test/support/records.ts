import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import {
  orders,
  paymentExceptions,
  refunds,
  registrationEvents,
  registrations,
} from '../../db/schema/index.ts';
import { registrationViewQuery } from '../../workflows/registration/messages.ts';
import type { Platform } from './platform.ts';
import { seatsByLedger, seatsOf } from './seats.ts';
import type { Candidate } from './walk.ts';

type Database = Pick<Platform, 'db'>;

/** Polls a value until it is as expected, with a timeout that is long enough for a busy machine. */
export function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 20_000, interval: 25 });
}

/** Reads the committed record of a registration. */
export async function recordOf({ db }: Database, registrationId: string) {
  const [record] = await db.select().from(registrations).where(eq(registrations.id, registrationId));
  if (!record) throw new Error(`no record ${registrationId}`);
  return record;
}

export async function ordersOf({ db }: Database, registrationId: string) {
  return db.select().from(orders).where(eq(orders.registrationId, registrationId)).orderBy(orders.openedAt);
}

export async function refundsOf({ db }: Database, registrationId: string) {
  return db.select().from(refunds).where(eq(refunds.registrationId, registrationId));
}

/** Lists the exceptions that finance must look at for one order. */
export async function exceptionsOf({ db }: Database, orderNo: string) {
  return db.select().from(paymentExceptions).where(eq(paymentExceptions.orderNo, orderNo));
}

/** Lists the types of a registration's events, in order. */
export async function eventsOf({ db }: Database, registrationId: string): Promise<string[]> {
  const rows = await db
    .select({ event: registrationEvents.event })
    .from(registrationEvents)
    .where(eq(registrationEvents.registrationId, registrationId))
    .orderBy(registrationEvents.version, registrationEvents.position);
  return rows.map(({ event }) => event.type);
}

/** What confirms to candidates what they have just done themselves. */
const CONFIRMS_OWN_DOING = /^(?:报名信息已保存|座位已保留)/;

/** Lists the subjects of the mails to a candidate, but for those that confirm their own doing. */
export function mailsTo(platform: Platform, candidate: Pick<Candidate, 'passport'>): string[] {
  return platform.mails
    .filter(({ to, subject }) => to === candidate.passport.email && !CONFIRMS_OWN_DOING.test(subject))
    .map(({ subject }) => subject);
}

/** Queries the workflow for its own view of a registration. */
export async function viewOf(platform: Platform, candidate: Pick<Candidate, 'workflowId'>) {
  return platform.client.workflow.getHandle(candidate.workflowId).query(registrationViewQuery);
}

export async function statusOf(platform: Platform, workflowId: string): Promise<string> {
  const { status } = await platform.client.workflow.getHandle(workflowId).describe();
  return status.name;
}

/** Resolves once the workflow has nothing left to do at this moment, and agrees with its record. */
export async function expectSettled(platform: Platform, candidate: Candidate): Promise<void> {
  await eventually(async () => {
    const record = await recordOf(platform, candidate.registrationId);
    if ((await statusOf(platform, candidate.workflowId)) !== 'RUNNING')
      return { over: record.passportId === null };
    const { state, queueLength, gatewayWork } = await viewOf(platform, candidate);
    return { agrees: state.version === record.version, queueLength, gatewayWork };
  }).toSatisfy(
    (seen: { over?: boolean; agrees?: boolean; queueLength?: number; gatewayWork?: string[] }) =>
      seen.over === true ||
      (seen.agrees === true && seen.queueLength === 0 && seen.gatewayWork?.length === 0),
  );
}

/** Asserts that every move of a seat is in the ledger, and that the counters agree with it. */
export async function expectLedgerRight(platform: Database, offeringId: number): Promise<void> {
  const { free, held, offered, paid } = await seatsOf(platform, offeringId);
  expect({ free, held, offered, paid }).toEqual(await seatsByLedger(platform, offeringId));
}
