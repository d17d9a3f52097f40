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
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  handledSchema,
  paymentExceptionListSchema,
  paymentExceptionSchema,
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
        const { state, before, limit } = c.req.valid('query');
        const rows = await listPaymentExceptions(db, {
          handled: state === 'handled',
          scope: c.var.staff.scope,
          before,
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        return c.json({ exceptions: shown.map(view), nextCursor: last?.exception.id ?? null }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/payment-exceptions/{id}/handled',
        summary: 'Marks a line as handled, with what was done; of two people one does',
        ...guarded,
        request: {
          params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
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

  /** Finds an exception; those outside one's scope are answered as if they did not exist. */
  async function inScope(id: number, scope: Scope): Promise<PaymentExceptionRecord> {
    const record = await readPaymentException(db, id);
    if (!record || !isInScope(record.schoolCode, scope)) throw new ApiError('NOT_FOUND');
    return record;
  }

  function view({ exception, order, refund, personal }: PaymentExceptionRecord) {
    const { id, kind, orderNo, tradeNo, amountFen, handledAt, handledBy, note } = exception;
    const roll = personal === null ? null : openRollRow(vault, personal);
    return {
      id,
      kind,
      orderNo,
      tradeNo,
      amountFen,
      foundAt: exception.foundAt.toISOString(),
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
              at: handledAt.toISOString(),
              by: handledBy ?? '',
              note: note === null ? '' : openNote(vault, id, note),
            },
    };
  }
}
