import {
  type BatchApprovalRow,
  decideBatchApproval,
  listBatchApprovals,
  readBatchApproval,
} from '../../db/batches/batch-approvals.ts';
import { listRows } from '../../db/batches/list-rows.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import { readStarter } from '../../db/batches/read-starter.ts';
import { openCells } from '../../db/batches/sealed-batch.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { staffActor } from '../../domain/actor.ts';
import { kindsFor, mayOrder } from '../../domain/batches/rights.ts';
import { BATCH_KIND_WORDS } from '../../domain/staff/kind-words.ts';
import { PEOPLE_NAMED } from '../../domain/exam-session/impact.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { withdrawalRefusal } from '../../domain/staff/two-people.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { type SubmissionDesk, submissionRoutes } from '../staff/submission-routes.ts';
import { decidableView, submissionView } from '../staff/submissions.ts';
import { parametersView } from './view.ts';
import { batchApprovalDetailSchema, batchApprovalListSchema } from './bulk-schemas.ts';

/** Routes by which a second person decides what is to be done to more people than one person may act on. */
export function batchApprovalRoutes(deps: ApiDependencies) {
  return submissionRoutes(deps, approvalDesk(deps));
}

function approvalDesk({ db, vault }: ApiDependencies) {
  const rowView = ({ approval, batch }: BatchApprovalRow) => ({
    ...submissionView(approval),
    kind: approval.kind,
    scope: approval.scope,
    examSessionId: batch.examSessionId,
    count: approval.count,
    filter: batch.filter ?? {},
    ...parametersView(vault, batch),
    who: [] as string[],
  });
  return {
    name: 'batch-approvals',
    permission: { read: 'batches.read', decide: 'batches.read' },
    summary: {
      list: 'Actions on many in a state: those waiting longest first, decided ones newest first',
      one: 'One of them, with whom it is about and what is done to each',
      decision:
        'Approve or reject it, never by whoever asked for it; an approved one runs as it was written down',
    },
    schema: { one: batchApprovalDetailSchema, list: batchApprovalListSchema },
    list: (reader, filter, role) => listBatchApprovals(reader, { ...filter, kinds: kindsFor(role) }),
    maySee: ({ batch }, role) => kindsFor(role).includes(batch.kind),
    read: (id) => readBatchApproval(db, id),
    // What is about the whole country lies in that alone.
    submissionOf: ({ approval }) => ({
      ...approval,
      schoolCode: approval.scope === '*' ? null : approval.scope,
    }),
    listed: (rows) => rows.map(rowView),
    listView: (batchApprovals, nextCursor) => ({ batchApprovals, nextCursor }),
    columns: [
      ['种类', 'Kind', ({ kind }) => BATCH_KIND_WORDS[kind]],
      ['考次', 'Exam session', ({ examSessionId }) => examSessionId],
      ['范围', 'Scope', ({ scope }) => scope],
      ['人数', 'People', ({ count }) => count],
    ],
    reasonPlace: SEALED.batchReason,
    view: async (row, account) => ({
      ...rowView(row),
      who: (await listRows(db, { batchId: row.batch.id, limit: PEOPLE_NAMED })).map(({ line, sealed }) => {
        const { name = '', idNumber = '' } = sealed ? openCells(vault, row.batch.id, line, sealed) : {};
        return `${maskName(name)} ${maskIdNumber(idNumber)}`.trim();
      }),
      ...(await decidableView({ db, vault }, SEALED.batchReason(row.approval.id), row.approval, account)),
    }),
    async decide(id, verdict, by) {
      const [row, decider] = [await readBatchApproval(db, id), await readStarter(db, staffActor(by.account))];
      if (!row || decider === null || (decider !== 'operator' && !mayOrder(decider, row.batch)))
        throw new ApiError('STAFF_ONLY');
      return decideBatchApproval(db, id, verdict, by);
    },
    async withdraw(id, { account, at }) {
      const row = await readBatchApproval(db, id);
      if (!row) return 'NOT_FOUND';
      const refusal = withdrawalRefusal(row.approval, account);
      if (refusal) return refusal;
      const { version } = row.batch;
      const { kind } = await orderBatch(db, { id, version, order: 'cancel', actor: staffActor(account) }, at);
      return kind === 'done' ? null : 'SUBMISSION_DECIDED';
    },
  } satisfies SubmissionDesk<
    'batch-approvals',
    BatchApprovalRow,
    ReturnType<typeof rowView>,
    typeof batchApprovalDetailSchema,
    typeof batchApprovalListSchema
  >;
}
