import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { askOnLook } from '../../db/registration/order-questions.ts';
import { examSessionOfOrder, listOrders } from '../../db/registration/orders-of-person.ts';
import { beijingDay } from '../../domain/beijing-time.ts';
import { isInsideWeChat, payingDevice } from '../../domain/payment/paying-browser.ts';
import type { Instant } from '../../domain/time.ts';
import { answerCommand } from '../registration/answer-command.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { presentSeason, seasonNamed } from '../exam-session/season-named.ts';
import { orderView } from '../registration/view.ts';
import { examSessionQuery, json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { commandAnswerSchema } from '../registration/schemas.ts';
import { openedOrderSchema, openOrderSchema, ordersSchema } from './order-schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { patternSchema } from '../http/text-schemas.ts';

const orderNoSchema = patternSchema(/^[A-Za-z0-9]{10,64}$/);
const orderParameters = z.object({ no: orderNoSchema });

/** 支付: routes for orders, the gateway's page, 更新. */
export function orderRoutes(deps: ApiDependencies) {
  const { db, clock, gateways, settings } = deps;
  const guarded = { tags: ['payment'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/registration/orders',
        summary:
          '支付: opens the order for everything of one mode that can be paid now, or returns the open one',
        ...guarded,
        request: { query: examSessionQuery, headers: idempotencyHeaders, body: jsonBody(openOrderSchema) },
        responses: { 200: json(openedOrderSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const userAgent = c.req.header('user-agent') ?? '';
        if (isInsideWeChat(userAgent)) throw new ApiError('OPEN_IN_BROWSER');
        const { code, registration } = await answerCommand(deps, c, body, (ids) => ({
          type: 'openOrder',
          ...ids,
          orderNo: orderNumber(clock.now(), ids.commandId),
          mode: body.mode,
          gateway: body.gateway,
        }));
        if (!registration) throw new ApiError('REGISTRATION_NOT_FOUND');
        const { examSession } = registration;
        const order = registration.orders.find(
          (candidate) => candidate.mode === body.mode && candidate.state === 'open',
        );
        const payUrl =
          order &&
          gateways[order.gateway].payPageUrl(
            {
              orderNo: order.orderNo,
              amountFen: order.amountFen,
              subject: `${examSession.name.zh}CET报名费`,
              passportId,
              payerName: registration.roll.name,
              ...(body.bank ? { bank: body.bank } : {}),
              device: payingDevice(userAgent),
              expiresAt: Date.parse(order.expiresAt),
            },
            `${settings.publicUrl}/api/payments/${order.gateway}/return`,
            `${settings.publicUrl}/api/payments/${order.gateway}/notify`,
          );
        return c.json({ code, order: order ?? null, payUrl: payUrl ?? null, registration }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/registration/orders',
        summary:
          '订单详情: also after the registration was deleted, for money that goes back; those of the exam session of an own order, where one is named',
        ...guarded,
        request: { query: examSessionQuery.extend({ order: orderNoSchema.optional() }) },
        responses: { 200: json(ordersSchema), ...problems },
      }),
      async (c) => {
        const { passportId } = c.var.candidate;
        const { order: orderNo, examSession } = c.req.valid('query');
        const ofOrder = orderNo === undefined ? null : await examSessionOfOrder(db, { passportId, orderNo });
        const season = await seasonNamed(deps, ofOrder ?? examSession);
        const rows = await listOrders(db, passportId, season.examSession.id);
        await askOnLook(db, rows, clock.now());
        const campuses = rows.flatMap((row) => row.lines.map((line) => line.campus));
        const named = await presentSeason(deps, season.examSession.id, campuses);
        return c.json(
          { examSessionId: season.examSession.id, orders: rows.map((row) => orderView(row, named)) },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/registration/orders/{no}/refresh',
        summary: '更新: asks the gateway about an order; the answer shows in the registration',
        ...guarded,
        request: { query: examSessionQuery, headers: idempotencyHeaders, params: orderParameters },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const { no } = c.req.valid('param');
        const answer = await answerCommand(deps, c, null, (ids) => ({
          type: 'refreshOrder',
          ...ids,
          orderNo: no,
        }));
        return c.json(answer, 200);
      },
    );
}

/**
 * Builds an order number from the Beijing day, for people, and the intent's id, so that a repeated request gets the
 * same number.
 */
function orderNumber(now: Instant, commandId: string): string {
  const id = Buffer.from(commandId, 'base64url').toString('hex').slice(0, 20);
  return `${beijingDay(now).replaceAll('-', '')}${id}`;
}
