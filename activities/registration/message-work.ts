import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { DoneRow, RowInTurn } from '../../db/batches/run-page.ts';
import type { Transaction } from '../../db/connect.ts';
import { leaveMessages, type NewMessage } from '../../db/messages/leave-message.ts';
import { readAddressed } from '../../db/registration/read-addressed.ts';
import { owedBy } from '../../domain/registration/owed.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import { filterWork } from '../batches/filter-work.ts';
import { sessionOf } from '../batches/session-of.ts';
import { bulkMail, MAIL_PAGE_ROWS, mailsWaitMs } from './bulk-mail.ts';
import { peoplePage } from './people-page.ts';

/** 群发消息: a mail that staff have written, once to each whom their filter finds. */
export const MESSAGE_WORK = filterWork({
  page: peoplePage,
  waitMs: mailsWaitMs,
  run: async ({ clock }) => ({
    pageRows: MAIL_PAGE_ROWS,
    apply: (tx, batch, rows) => write(tx, batch, rows, clock.now()),
  }),
});

async function write(
  tx: Transaction,
  batch: BatchRecord,
  rows: readonly RowInTurn[],
  now: Instant,
): Promise<DoneRow[]> {
  const examSessionId = sessionOf(batch);
  const ids = rows.flatMap(({ key }) => key ?? []);
  const found = await readAddressed(tx, ids, { examSessionId, scope: batch.scope });
  const byId = new Map(found.map((one) => [one.id, one]));
  const mails: NewMessage[] = [];
  const done = rows.map(({ line, key }): DoneRow => {
    const addressed = key === null ? undefined : byId.get(key);
    // Whoever has deleted the registration meanwhile is nobody's candidate any more.
    if (!addressed?.passportId) return { line, result: 'refused', refusal: 'NOT_FOUND' };
    const { passportId, state } = addressed;
    const owes = owedBy(state);
    const parameters = {
      examSessionId,
      subjects: liveEntries(state)
        .map(({ subject }) => subject)
        .join(','),
      ...(owes && { amountFen: owes.fen, deadlineAt: owes.deadlineAt }),
    };
    const to = { batchId: batch.id, line };
    mails.push(bulkMail(to, { template: 'writtenByStaff', passportId, parameters }, now));
    return { line, result: 'done' };
  });
  await leaveMessages(tx, mails);
  return done;
}
