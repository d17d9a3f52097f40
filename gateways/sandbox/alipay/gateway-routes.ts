import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../config/clock.ts';
import { billFile } from './bill-file.ts';
import type { Cashier } from './cashier.ts';
import type { MerchantIdentity } from './notice-fields.ts';
import { createOpenapiMethods, type MethodAnswer } from './openapi-methods.ts';
import { refusalPage, signInPage } from './pay-pages.ts';
import type { AlipaySandboxControl } from './sandbox-control.ts';
import type { Fields, GatewaySignature } from './signature.ts';
import { opensPayPage, readSignedRequest, RequestRefusal } from './signed-request.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { silence } from '../shared/silence.ts';
import type { Trade } from './trade.ts';
import type { TradeBook } from '../shared/trade-book.ts';

const BILL_LINK_MS = 30_000;

/** Adds `/gateway.do`, the address that merchants call, and the download of bills. */
export function addGatewayRoutes(
  app: Hono,
  options: {
    book: TradeBook<Trade>;
    cashier: Cashier;
    control: AlipaySandboxControl;
    signature: GatewaySignature;
    merchant: MerchantIdentity;
    clock: Clock;
    /** The secret that signs the links of bills. */
    linkSecret: string;
    baseUrl: (c: Context) => string;
  },
): void {
  const { book, cashier, control, signature, merchant, clock } = options;

  app.on(['GET', 'POST'], '/gateway.do', async (c) => {
    const fields = await readFields(c);
    if (fields && opensPayPage(fields['method'])) {
      try {
        return signInPage(c, control.readPage(fields), fields);
      } catch (error) {
        return refusalPage(c, error);
      }
    }
    const mode = book.behaviour.gateway;
    if (mode === 'error') return c.text('Bad Gateway', 502);
    if (mode === 'silent') {
      await silence(c.req.raw.signal);
      return c.text('Gateway Timeout', 504);
    }
    const { responseKey, answer } =
      mode === 'busy'
        ? { responseKey: keyOf(fields), answer: BUSY }
        : await runMethod(fields, `${options.baseUrl(c)}/downloadBillFile.resource`);
    const text = JSON.stringify(answer);
    const sign = signature.signText(mode === 'unsigned' ? `${text} ` : text);
    return c.body(`{"${responseKey}":${text},"sign":"${sign}"}`, 200, {
      'content-type': 'text/html;charset=utf-8',
    });
  });

  async function runMethod(
    fields: Fields | null,
    billAddress: string,
  ): Promise<{ responseKey: string; answer: MethodAnswer }> {
    try {
      const request = readSignedRequest(fields ?? {}, { appId: merchant.appId, signature });
      const methods = createOpenapiMethods({
        book,
        cashier,
        clock,
        billUrl: (day) => signedBillUrl(billAddress, day),
      });
      const method = methods.get(request.method);
      if (!method) throw new RequestRefusal('40002', 'isv.invalid-method', '不存在的方法名');
      return { responseKey: keyOf(fields), answer: await method(request.content) };
    } catch (error) {
      return { responseKey: keyOf(fields), answer: refusalAnswer(error) };
    }
  }

  function signedBillUrl(address: string, day: string): string {
    const url = new URL(address);
    const expires = String(clock.now() + BILL_LINK_MS);
    url.search = new URLSearchParams({
      bizType: 'trade',
      userId: merchant.sellerId,
      bizDates: day,
      expires,
      token: billToken(day, expires),
    }).toString();
    return url.toString();
  }

  function billToken(day: string, expires: string): string {
    return createHmac('sha256', options.linkSecret).update(`bill ${day} ${expires}`).digest('hex');
  }

  app.get('/downloadBillFile.resource', async (c) => {
    const { bizDates = '', expires = '', token = '' } = c.req.query();
    const expected = Buffer.from(billToken(bizDates, expires));
    const given = Buffer.from(token);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || Number(expires) < clock.now()) return c.text('下载链接已失效 / link expired', 403);
    const file = await billFile(book.all(), bizDates, merchant.sellerId, clock.now());
    return c.body(new Uint8Array(file), 200, { 'content-type': 'application/zip' });
  });
}

const BUSY: MethodAnswer = {
  code: '20000',
  msg: 'Service Currently Unavailable',
  sub_code: 'isp.unknow-error',
  sub_msg: '系统繁忙',
};

/** Reads all fields of query and form; null when one is given twice. */
async function readFields(c: Context): Promise<Fields | null> {
  const pairs = [...new URL(c.req.url).searchParams];
  if (c.req.method === 'POST') pairs.push(...new URLSearchParams(await c.req.text()));
  const fields = Object.fromEntries(pairs);
  return Object.keys(fields).length === pairs.length ? fields : null;
}

function keyOf(fields: Fields | null): string {
  const method = fields?.['method'] ?? '';
  return /^[a-z.]{1,100}$/.test(method) ? `${method.replaceAll('.', '_')}_response` : 'error_response';
}

function refusalAnswer(error: unknown): MethodAnswer {
  if (error instanceof RequestRefusal) {
    const msg = error.code === '40001' ? 'Missing Required Arguments' : 'Invalid Arguments';
    return { code: error.code, msg, sub_code: error.subCode, sub_msg: error.message };
  }
  if (error instanceof TradeRefusal) {
    return { code: '40004', msg: 'Business Failed', sub_code: error.subCode, sub_msg: error.message };
  }
  if (error instanceof z.ZodError) {
    return {
      code: '40004',
      msg: 'Business Failed',
      sub_code: 'ACQ.INVALID_PARAMETER',
      sub_msg: '参数无效',
    };
  }
  throw error;
}
