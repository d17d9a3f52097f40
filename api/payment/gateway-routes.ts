import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import { readOrderAmount, storeNotice } from '../../db/payment/store-notice.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { problems } from '../http/schemas.ts';

const text = { 'text/plain': { schema: z.string() } };

const gatewayParameters = z.object({ gateway: z.enum(['alipay', 'payease']) });
const orderNumber = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .optional();

/** Routes that gateways call: their servers with signed notices, and the payer's browser on its way back. */
export function paymentRoutes(deps: ApiDependencies) {
  const { db, clock, log, gateways, settings } = deps;

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/payments/{gateway}/notify',
        tags: ['payment'],
        summary: "A gateway's signed notice: verified, stored, answered; the relay tells the registration",
        request: {
          params: gatewayParameters,
          body: {
            required: true,
            content: { 'application/x-www-form-urlencoded': { schema: z.record(z.string(), z.string()) } },
          },
        },
        responses: {
          200: {
            description: 'The word the gateway waits for, or another so that the notice comes again',
            content: text,
          },
          ...problems,
        },
      }),
      async (c) => {
        const { gateway: name } = c.req.valid('param');
        const gateway = gateways[name];
        const { accepted, refused } = gateway.noticeAnswer;
        const verdict = gateway.verifyNotice(await c.req.text());
        if (!verdict.ok) {
          log.warn(
            { gateway: name, reason: verdict.reason, requestId: c.var.requestId },
            'a notice was refused',
          );
          return c.text(refused, 200);
        }
        let allTaken = true;
        for (const notice of verdict.notices) {
          const { orderNo, tradeNo, amountFen } = notice;
          // Money taken is all that matters here: we do the closing and refunding ourselves.
          if (notice.status !== 'paid' || notice.paidAt === null) continue;
          const expectedFen = await readOrderAmount(db, orderNo);
          if (expectedFen === amountFen) {
            const payment = { orderNo, gateway: name, tradeNo, amountFen, paidAt: notice.paidAt.getTime() };
            await storeNotice(db, notice.noticeId, payment, clock.now());
            continue;
          }
          const kind = expectedFen === null ? 'unknown-order' : 'wrong-amount';
          log.warn({ reason: kind, orderNo, requestId: c.var.requestId }, 'a notice was refused');
          await recordPaymentException(db, { kind, orderNo, tradeNo, amountFen, foundAt: clock.now() });
          allTaken = false;
        }
        return c.text(allTaken ? accepted : refused, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/payments/{gateway}/return',
        tags: ['payment'],
        summary: "The payer's browser comes back. It proves nothing: the page shows what the notice says",
        request: {
          params: gatewayParameters,
          query: z.object({
            out_trade_no: orderNumber.openapi({ description: "Alipay's name of the order" }),
            v_oid: orderNumber.openapi({ description: "PayEase's, with the merchant in it" }),
          }),
        },
        responses: { 302: { description: 'To the registration page' }, ...problems },
      }),
      (c) => {
        const { out_trade_no: ours, v_oid: theirs } = c.req.valid('query');
        const orderNo = ours ?? theirs?.replace(/^(\d+)-\w+-/, '$1');
        return c.redirect(`${settings.publicUrl}/registration${orderNo ? `?paid=${orderNo}` : ''}`, 302);
      },
    );
}
