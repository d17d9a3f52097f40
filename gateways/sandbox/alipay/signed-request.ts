import { z } from 'zod';
import { parseBeijingTime } from '../../../domain/beijing-time.ts';
import { fenFromYuan } from '../../yuan.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import type { PageRequest } from './cashier.ts';
import type { Fields, GatewaySignature } from './signature.ts';

/** The refusal of an unusable request, with the codes that Alipay gives for it. */
export class RequestRefusal extends TradeRefusal {
  readonly code: string;
  constructor(code: string, subCode: string, message: string) {
    super(subCode, message);
    this.name = 'RequestRefusal';
    this.code = code;
  }
}

export interface SignedRequest {
  method: string;
  content: unknown;
  fields: Fields;
}

/** Checks the parts that every request to the gateway must have. @throws RequestRefusal */
export function readSignedRequest(
  fields: Fields,
  expected: { appId: string; signature: GatewaySignature },
): SignedRequest {
  const method = fields['method'] ?? '';
  if (method === '') throw new RequestRefusal('40001', 'isv.missing-method', '缺少方法名参数');
  if (fields['app_id'] !== expected.appId) {
    throw new RequestRefusal('40002', 'isv.invalid-app-id', '无效的AppID参数');
  }
  if (!fields['sign']) throw new RequestRefusal('40001', 'isv.missing-signature', '缺少签名参数');
  if (!expected.signature.signedByApp(fields)) {
    throw new RequestRefusal('40002', 'isv.invalid-signature', '验签出错');
  }
  if (!parseBeijingTime(fields['timestamp'] ?? '')) {
    throw new RequestRefusal('40002', 'isv.invalid-timestamp', '非法的时间戳参数');
  }
  let content: unknown;
  try {
    content = JSON.parse(fields['biz_content'] ?? '{}');
  } catch {
    throw new RequestRefusal('40002', 'isv.invalid-parameter', '参数无效');
  }
  return { method, content, fields };
}

const pageContent = z.object({
  out_trade_no: z.string().regex(/^\w{1,64}$/),
  total_amount: z.string(),
  subject: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^/=&]*$/),
  body: z.string().max(128).default(''),
  product_code: z.string(),
  time_expire: z.string().optional(),
  quit_url: z.string().max(400).optional(),
});

/** The methods that open a pay page, each with its product. */
const PRODUCTS: Record<string, string> = {
  'alipay.trade.page.pay': 'FAST_INSTANT_TRADE_PAY',
  'alipay.trade.wap.pay': 'QUICK_WAP_WAY',
};

/** Tells whether a method answers with a page for the payer, instead of data for the merchant. */
export function opensPayPage(method: string | undefined): boolean {
  return method !== undefined && Object.hasOwn(PRODUCTS, method);
}

const httpAddress = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .optional();

/** Reads the order in a signed `alipay.trade.page.pay` or `alipay.trade.wap.pay`. @throws RequestRefusal */
export function readPageRequest(request: SignedRequest): PageRequest {
  const invalid = () => new RequestRefusal('40004', 'ACQ.INVALID_PARAMETER', '参数无效');
  const parsed = pageContent.safeParse(request.content);
  const notifyUrl = httpAddress.safeParse(request.fields['notify_url']);
  const returnUrl = httpAddress.safeParse(request.fields['return_url']);
  const quitUrl = httpAddress.safeParse(parsed.data?.quit_url);
  if (!parsed.success || !notifyUrl.success || !returnUrl.success || !quitUrl.success) throw invalid();
  const content = parsed.data;
  if (!opensPayPage(request.method) || content.product_code !== PRODUCTS[request.method]) throw invalid();
  const amountFen = fenFromYuan(content.total_amount);
  const expiresAt = content.time_expire === undefined ? null : parseBeijingTime(content.time_expire);
  if (!amountFen || (content.time_expire !== undefined && !expiresAt)) throw invalid();
  return {
    orderNo: content.out_trade_no,
    amountFen,
    subject: content.subject,
    body: content.body,
    expiresAt,
    notifyUrl: notifyUrl.data ?? null,
    returnUrl: returnUrl.data ?? null,
    quitUrl: quitUrl.data ?? null,
    method: request.method,
  };
}
