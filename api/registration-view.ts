import type { z } from '@hono/zod-openapi';
import { readAcceptance, readAgreementTexts } from '../db/queries/read-agreements.ts';
import { type CampusRecord, readCatalogue } from '../db/queries/read-candidate-facts.ts';
import { readPositions } from '../db/queries/waitlist.ts';
import { listOrders, readCampuses } from '../db/queries/read-registration.ts';
import { openRollRow } from '../db/queries/sealed-personal.ts';
import type { orders } from '../db/schema/index.ts';
import { actionsOf, cancelRefusal } from '../domain/registration/actions.ts';
import { waitlistEndsAt } from '../domain/registration/deadlines.ts';
import { paymentStateOf } from '../domain/registration/payment-state.ts';
import { type Entry, isEntrySettling, liveEntries, type Registration } from '../domain/registration/state.ts';
import type { Level, Subject } from '../domain/subjects.ts';
import type { ApiDependencies } from './context.ts';
import type { RegistrationFacts } from './registration-facts.ts';
import type { entrySchema, orderSchema, registrationSchema } from './schemas/registration.ts';
import { bilingual, campusView, rollView, subjectView } from './views.ts';

export type RegistrationViewModel = z.infer<typeof registrationSchema>;
type OrderView = z.infer<typeof orderSchema>;
type OrderRow = typeof orders.$inferSelect;

const LEVELS: Level[] = [4, 6];

/** Names for the codes in a record. */
export interface Names {
  subject(code: string): ReturnType<typeof subjectView>;
  campus(code: string): ReturnType<typeof campusView>;
}

/** 报名信息 as the candidate sees it, from the committed record. */
export async function registrationView(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  { record, examSession, actionFacts }: RegistrationFacts,
): Promise<RegistrationViewModel> {
  const { db, vault, clock } = deps;
  const { state } = record;
  const now = clock.now();
  const [orderRows, positions, catalogue, texts] = await Promise.all([
    listOrders(db, record.id),
    state.waitlist.length > 0 ? readPositions(db, record.id) : new Map<string, number | null>(),
    readCatalogue(db),
    readAgreementTexts(db, now),
  ]);
  const campuses = await readCampuses(db, campusCodesIn(record.campusCode, state, orderRows));
  const accepted = record.passportId && (await readAcceptance(db, record.passportId, examSession.id, texts));
  const names = namesFrom(catalogue, campuses);
  const entries = liveEntries(state);
  const written = paymentStateOf(state, 'written');
  const oral = paymentStateOf(state, 'oral');
  const home = campuses.get(record.campusCode);
  if (!home || record.snapshot === null)
    throw new Error(`registration ${record.id} has no campus or no snapshot`);
  return {
    id: record.id,
    version: record.version,
    examSession: { id: examSession.id, name: bilingual(examSession) },
    stage: record.stage,
    savedAt: iso(state.savedAt),
    keepUntilAt: entries.length === 0 && state.waitlist.length === 0 ? iso(state.keepUntilAt) : null,
    managementEndsAt: iso(state.managementEndsAt),
    withdrawing: state.withdrawing,
    roll: rollView(openRollRow(vault, record.snapshot), home),
    entries: entries.map((entry) => ({
      ...entryView(state, entry, names),
      cancelRefusal: cancelRefusal(state, entry.id, actionFacts, now.getTime()),
    })),
    waitlist: state.waitlist.map((wait) => ({
      id: wait.id,
      subject: names.subject(wait.subject),
      campus: names.campus(wait.campus),
      feeFen: wait.feeFen,
      joinedAt: iso(wait.joinedAt),
      position: positions.get(wait.id) ?? null,
      endsAt: iso(waitlistEndsAt(state)),
    })),
    orders: orderRows.map((order) => orderView(order, names)),
    payment: { written, oral },
    transcripts: LEVELS.filter((level) => entries.some((entry) => entry.level === level)).map((level) => ({
      level,
      choice: state.transcripts[level] ?? null,
    })),
    quickPrint: state.quickPrint,
    progress: {
      agreement: Boolean(accepted),
      eligibilityQuery: true,
      eligibilityConfirmed: true,
      writtenSelected: written.state !== 'none',
      writtenPaid: written.state === 'paid',
      oralSelected: oral.state !== 'none',
      oralPaid: oral.state === 'paid',
    },
    actions: actionsOf(state, actionFacts, now.getTime()),
  };
}

export function orderView(order: OrderRow, names: Names): OrderView {
  const { orderNo, gateway, mode, state, amountFen, tradeNo } = order;
  return {
    orderNo,
    gateway,
    mode,
    state,
    amountFen,
    tradeNo,
    lines: order.lines.map(({ subject, campus, feeFen }) => ({
      subject: names.subject(subject),
      campus: names.campus(campus),
      feeFen,
    })),
    openedAt: order.openedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
  };
}

/** Looks codes up in what was read. @throws Error for a code that does not exist: records only hold codes that do */
export function namesFrom(catalogue: Subject[], campuses: Map<string, CampusRecord>): Names {
  return {
    subject(code) {
      const found = catalogue.find((subject) => subject.code === code);
      if (!found) throw new Error(`no subject ${code}`);
      return subjectView(found);
    },
    campus(code) {
      const found = campuses.get(code);
      if (!found) throw new Error(`no campus ${code}`);
      return campusView(found);
    },
  };
}

function entryView(
  state: Registration,
  entry: Entry,
  names: Names,
): Omit<z.infer<typeof entrySchema>, 'cancelRefusal'> {
  const paid = entry.state === 'paid';
  return {
    id: entry.id,
    subject: names.subject(entry.subject),
    campus: names.campus(entry.campus),
    feeFen: entry.feeFen,
    state: paid ? 'paid' : isEntrySettling(state, entry.id) ? 'settling' : 'unpaid',
    via: entry.via ?? 'candidate',
    takenAt: iso(entry.takenAt),
    deadlineAt: paid ? null : iso(entry.deadlineAt),
    paidAt: entry.paidAt === undefined ? null : iso(entry.paidAt),
    arrangement: 'notArranged',
  };
}

function campusCodesIn(home: string, state: Registration, orderRows: OrderRow[]): string[] {
  const ordered = orderRows.flatMap((order) => order.lines.map((line) => line.campus));
  return [
    ...new Set([
      home,
      ...state.entries.map((entry) => entry.campus),
      ...state.waitlist.map((wait) => wait.campus),
      ...ordered,
    ]),
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
