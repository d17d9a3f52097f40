import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import { readOrderAmount, storeNotice } from '../../db/payment/store-notice.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { gatewayActor } from '../../domain/actor.ts';
import { securityEvent } from '../http/refusal-events.ts';
import { problems } from '../http/schemas.ts';
import { paymentBehindNotice } from './payment-behind-notice.ts';

const text = { 'text/plain': { schema: z.string() } };

const gatewayParameters = z.object({ gateway: z.enum(['alipay', 'payease']) });
const orderNumber = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .optional()
  .catch(undefined);

/** What a browser brings back from a gateway; of what it brings twice the last counts. */
const returnedFields = z.object({
  out_trade_no: orderNumber.openapi({
    type: 'string',
    maxLength: 64,
    description: "Alipay's name of the order",
  }),
  v_oid: orderNumber.openapi({
    type: 'string',
    maxLength: 64,
    description: "PayEase's, with the merchant in it",
  }),
});

type ReturnedFields = z.output<typeof returnedFields>;

/** The most that is read of what a browser brings back by a form. */
const MAX_RETURNED_BYTES = 16 * 1024;

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
            content: {
              'application/x-www-form-urlencoded': { schema: z.record(z.string(), z.string().max(20_000)) },
            },
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
        const actor = gatewayActor(name);
        const noteRefused = (reason: string) =>
          deps.securityLog.note(securityEvent(c, { event: 'noticeRefused', actor, account: '', reason }));
        const verdict = gateway.verifyNotice(await c.req.text());
        if (!verdict.ok) {
          log.warn(
            { gateway: name, reason: verdict.reason, requestId: c.var.requestId },
            'a notice was refused',
          );
          noteRefused(verdict.reason);
          return c.text(refused, 200);
        }
        let allTaken = true;
        for (const notice of verdict.notices) {
          // Money taken is all that matters here: we do the closing and refunding ourselves.
          const payment = await paymentBehindNotice(gateway, notice);
          if (payment === null) continue;
          if (payment === 'unanswered') {
            log.warn({ gateway: name, requestId: c.var.requestId }, 'a notice is to come again');
            allTaken = false;
            continue;
          }
          const { orderNo, tradeNo, amountFen } = payment;
          const expectedFen = await readOrderAmount(db, orderNo);
          if (expectedFen === amountFen) {
            await storeNotice(db, deps.vault, notice.noticeId, payment, clock.now());
            continue;
          }
          const kind = expectedFen === null ? 'unknown-order' : 'wrong-amount';
          noteRefused(kind);
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
        request: { params: gatewayParameters, query: returnedFields },
        responses: { 303: { description: 'To the registration page' }, ...problems },
      }),
      (c) => c.redirect(registrationPage(settings.publicUrl, fieldsOfQuery(c)), 303),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/payments/{gateway}/return',
        tags: ['payment'],
        summary:
          "The payer's browser comes back by a form, as some banks send it; it changes nothing, and anything else that comes is left unread",
        request: { params: gatewayParameters, query: returnedFields },
        middleware: bodyLimit({
          maxSize: MAX_RETURNED_BYTES,
          onError: (c) => c.redirect(registrationPage(settings.publicUrl, fieldsOfQuery(c)), 303),
        }),
        responses: { 303: { description: 'To the registration page' }, ...problems },
      }),
      async (c) => {
        const fields = { ...fieldsOfQuery(c), ...(await fieldsOfForm(c)) };
        return c.redirect(registrationPage(settings.publicUrl, fields), 303);
      },
    );
}

/** Reads what a browser brought in the address; whatever makes no sense is left out. */
function fieldsOfQuery(c: Context): ReturnedFields {
  return readFields(new URL(c.req.url).searchParams);
}

/** Reads what a browser brought by a form, in either encoding: some that is too long, or ends half-way, says nothing. */
async function fieldsOfForm(c: Context): Promise<ReturnedFields> {
  const inParts = c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data');
  try {
    return readFields(inParts ? await c.req.formData() : new URLSearchParams(await c.req.text()));
  } catch {
    return {};
  }
}

function readFields(fields: URLSearchParams | FormData): ReturnedFields {
  const read = returnedFields.parse(Object.fromEntries(fields));
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Finds the page to go on with; fields that make no sense are left out, for a person is waiting. */
function registrationPage(publicUrl: string, fields: ReturnedFields): string {
  const orderNo = fields.out_trade_no ?? fields.v_oid?.replace(/^(\d+)-\w+-/, '$1');
  return `${publicUrl}/registration${orderNo ? `?paid=${orderNo}` : ''}`;
}
