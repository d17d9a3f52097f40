import type { DoneRow, RowInTurn } from '../../db/batches/run-page.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { Transaction } from '../../db/connect.ts';
import { leaveMessages, type NewMessage } from '../../db/messages/leave-message.ts';
import { claimDay, readAddressed } from '../../db/registration/read-addressed.ts';
import { beijingDay } from '../../domain/beijing-time.ts';
import { owedBy } from '../../domain/registration/owed.ts';
import type { Instant } from '../../domain/time.ts';
import { filterWork } from '../batches/filter-work.ts';
import { sessionOf } from '../batches/session-of.ts';
import { bulkMail, MAIL_PAGE_ROWS, mailsWaitMs } from './bulk-mail.ts';
import { peoplePage } from './people-page.ts';

/** 催缴: a mail to each who has not paid, one a day. */
export const REMIND_WORK = filterWork({
  page: peoplePage,
  waitMs: mailsWaitMs,
  run: async ({ clock }) => ({
    pageRows: MAIL_PAGE_ROWS,
    apply: (tx, batch, rows) => remind(tx, batch, rows, clock.now()),
  }),
});

async function remind(
  tx: Transaction,
  batch: BatchRecord,
  rows: readonly RowInTurn[],
  now: Instant,
): Promise<DoneRow[]> {
  const ids = rows.flatMap(({ key }) => key ?? []);
  const examSessionId = sessionOf(batch);
  const found = await readAddressed(tx, ids, { examSessionId, scope: batch.scope });
  const owed = new Map(
    found.flatMap(({ id, passportId, state }) => {
      const owes = owedBy(state);
      return passportId !== null && owes && now < owes.deadlineAt
        ? [[id, { passportId, ...owes }] as const]
        : [];
    }),
  );
  const fresh = await claimDay(tx, {
    registrationIds: [...owed.keys()],
    day: beijingDay(now),
    batchId: batch.id,
  });
  const known = new Set(found.map(({ id }) => id));
  const mails: NewMessage[] = [];
  const done = rows.map(({ line, key }): DoneRow => {
    if (key === null || !known.has(key)) return { line, result: 'refused', refusal: 'NOT_FOUND' };
    const owes = owed.get(key);
    if (!owes) return { line, result: 'unchanged' };
    if (!fresh.has(key)) return { line, result: 'refused', refusal: 'REMINDED_TODAY' };
    const { passportId, subjects, fen, deadlineAt } = owes;
    const parameters = {
      examSessionId,
      subjects: subjects.join(','),
      amountFen: fen,
      deadlineAt,
      // What arrives after the deadline helps nobody.
      expiresAt: deadlineAt,
    };
    const to = { batchId: batch.id, line };
    mails.push(bulkMail(to, { template: 'paymentReminder', passportId, parameters }, now));
    return { line, result: 'done' };
  });
  await leaveMessages(tx, mails);
  return done;
}
