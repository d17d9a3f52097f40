import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  handlePaymentException,
  listPaymentExceptions,
  openNote,
  type PaymentExceptionRecord,
  readPaymentException,
} from '../../db/payment/payment-exceptions.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import type { Reader } from '../../db/reader.ts';
import { GATEWAY_WORDS } from '../../domain/gateway-words.ts';
import { ORDER_STATE_WORDS, REFUND_STATE_WORDS } from '../../domain/registration/order-words.ts';
import { PAYMENT_EXCEPTION_WORDS } from '../../domain/staff/kind-words.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
  yuanCell,
} from '../http/list-export.ts';
import { pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, MAX_ROW_ID, problems } from '../http/schemas.ts';
import {
  handledSchema,
  paymentExceptionListSchema,
  paymentExceptionSchema,
  paymentExceptionsFilter,
  paymentExceptionsQuery,
} from './exception-schemas.ts';

/** Routes for the payments that finance must look at: money that did not simply become one paid seat. */
export function staffPaymentExceptionRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'payments.handleExceptions') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/payment-exceptions',
        summary: 'Payments and refunds that staff must look at, newest first',
        ...guarded,
        request: { query: paymentExceptionsQuery },
        responses: { 200: json(paymentExceptionListSchema), ...problems },
      }),
      async (c) => {
        const { before, limit, ...filter } = c.req.valid('query');
        const rows = await list(db, c.var.staff.scope, filter, { after: before, limit: limit + 1 });
        const { shown, nextCursor } = pageOf(rows, limit, ({ exception }) => exception.id);
        return c.json({ exceptions: shown.map(view), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'payment-exceptions'),
        path: '/staff/payment-exceptions/exports',
        request: { query: exportQuery(paymentExceptionsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'payment-exceptions',
          query,
          page: (reader, after: number | undefined, limit) =>
            list(reader, c.var.staff.scope, query, { after, limit }),
          cursorOf: ({ exception }) => exception.id,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/payment-exceptions/{id}/handled',
        summary: 'Marks a line as handled, with what was done; of two people one does',
        ...guarded,
        request: {
          params: z.object({ id: z.coerce.number().int().min(1).max(MAX_ROW_ID) }),
          body: jsonBody(handledSchema),
        },
        responses: { 200: json(paymentExceptionSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { note } = c.req.valid('json');
        const { account, scope } = c.var.staff;
        await inScope(id, scope);
        const done = await handlePaymentException(db, vault, { id, account, note, at: clock.now() });
        const record = await inScope(id, scope);
        if (!done) throw new ApiError('EXCEPTION_HANDLED', { extra: { handled: view(record).handled } });
        return c.json(view(record), 200);
      },
    );

  function list(
    reader: Reader,
    scope: Scope,
    { state, kind, order }: z.infer<typeof paymentExceptionsFilter>,
    page: { after?: number | undefined; limit: number },
  ) {
    return listPaymentExceptions(reader, { handled: state === 'handled', kind, order, scope, ...page });
  }

  /** Finds an exception; those outside one's scope are answered as if they did not exist. */
  async function inScope(id: number, scope: Scope): Promise<PaymentExceptionRecord> {
    const record = await readPaymentException(db, id);
    if (!record || !isInScope(record.schoolCode, scope)) throw notFoundFor(record);
    return record;
  }

  function view({
    exception,
    order,
    refund,
    candidate,
  }: PaymentExceptionRecord): z.infer<typeof paymentExceptionSchema> {
    const { id, kind, orderNo, tradeNo, amountFen, handledAt, handledBy, note } = exception;
    const roll = candidate === null ? null : openRollRow(vault, candidate);
    return {
      id,
      kind,
      orderNo,
      tradeNo,
      amountFen,
      foundAt: isoInstant(exception.foundAt),
      order: order && {
        gateway: order.gateway,
        mode: order.mode,
        state: order.state,
        amountFen: order.amountFen,
        tradeNo: order.tradeNo,
        examSessionId: order.examSessionId,
        registrationId: order.registrationId,
      },
      refund: refund && { refundNo: refund.refundNo, state: refund.state, amountFen: refund.amountFen },
      candidate: roll && { name: maskName(roll.name), idNumber: maskIdNumber(roll.idNumber) },
      handled:
        handledAt === null
          ? null
          : {
              at: isoInstant(handledAt),
              by: handledBy ?? '',
              note: note === null ? '' : openNote(vault, id, note),
            },
    };
  }
}

type ExceptionRow = z.infer<typeof paymentExceptionSchema>;

const COLUMNS: ExportColumn<ExceptionRow>[] = [
  ['编号', 'Id', ({ id }) => id],
  ...codeColumns<ExceptionRow>('类别', 'Kind', PAYMENT_EXCEPTION_WORDS, ({ kind }) => kind),
  ['订单号', 'Order', ({ orderNo }) => orderNo],
  ['交易号', 'Trade', ({ tradeNo }) => tradeNo],
  ['金额（元）', 'Amount (yuan)', ({ amountFen }) => yuanCell(amountFen)],
  ['发现时间', 'Found', ({ foundAt }) => momentCell(foundAt)],
  ...codeColumns<ExceptionRow>('渠道', 'Gateway', GATEWAY_WORDS, ({ order }) => order?.gateway ?? null),
  ...codeColumns<ExceptionRow>(
    '订单状态',
    'State of the order',
    ORDER_STATE_WORDS,
    ({ order }) => order?.state ?? null,
  ),
  ['退款号', 'Refund', ({ refund }) => refund?.refundNo ?? null],
  ...codeColumns<ExceptionRow>(
    '退款状态',
    'State of the refund',
    REFUND_STATE_WORDS,
    ({ refund }) => refund?.state ?? null,
  ),
  ['姓名', 'Name', ({ candidate }) => candidate?.name ?? null],
  ['证件号码', 'ID number', ({ candidate }) => candidate?.idNumber ?? null],
  ['处理时间', 'Handled', ({ handled }) => momentCell(handled?.at ?? null)],
  ['处理人', 'Handled by', ({ handled }) => handled?.by ?? null],
  ['处理结果', 'What was done', ({ handled }) => handled?.note ?? null],
];
