import { formatBeijingTime } from '../../../domain/beijing-time.ts';
import { yuanFromFen } from '../../yuan.ts';
import type { Cashier, PageRequest } from './cashier.ts';
import type { MerchantIdentity } from './notice-fields.ts';
import type { NoticeDeliveries } from '../shared/notice-deliveries.ts';
import type { Fields, GatewaySignature } from './signature.ts';
import { readPageRequest, readSignedRequest } from './signed-request.ts';
import { type Forgery, noticeBehaviourSchema, type Trade } from './trade.ts';
import { behave, type NoticeWishes, type SandboxControl, tradesOf } from '../shared/sandbox-control.ts';
import type { TradeBook } from '../shared/trade-book.ts';

/** The actions of a person, or of a test in a person's place, at the sandbox. Refusals are `TradeRefusal`. */
export interface AlipaySandboxControl extends SandboxControl<Trade, Forgery> {
  /** Reads the signed address or form of a pay page. @throws RequestRefusal */
  readPage(fields: Fields): PageRequest;
  /** Opens the pay page and signs in, which creates the trade. */
  signIn(payPageUrl: string): Promise<Trade>;
  finish(orderNo: string): Promise<Trade>;
}

export function createSandboxControl(options: {
  book: TradeBook<Trade>;
  cashier: Cashier;
  deliveries: NoticeDeliveries<Trade>;
  signature: GatewaySignature;
  merchant: MerchantIdentity;
}): AlipaySandboxControl {
  const { book, cashier, deliveries, signature, merchant } = options;

  function readPage(fields: Fields): PageRequest {
    return readPageRequest(readSignedRequest(fields, { appId: merchant.appId, signature }));
  }

  function signIn(payPageUrl: string): Promise<Trade> {
    return cashier.signIn(readPage(Object.fromEntries(new URL(payPageUrl).searchParams)));
  }

  async function payOrder(orderNo: string, notice: NoticeWishes<Forgery> = {}) {
    const trade = await cashier.pay(orderNo, noticeBehaviourSchema.parse(notice));
    return { trade, returnUrl: returnAddress(trade) };
  }

  function returnAddress(trade: Trade): string | null {
    if (trade.returnUrl === null) return null;
    const url = new URL(trade.returnUrl);
    const fields = signature.signFields({
      charset: 'utf-8',
      method: `${trade.method}.return`,
      version: '1.0',
      app_id: merchant.appId,
      auth_app_id: merchant.appId,
      seller_id: merchant.sellerId,
      out_trade_no: trade.orderNo,
      trade_no: trade.tradeNo,
      total_amount: yuanFromFen(trade.amountFen),
      timestamp: formatBeijingTime(trade.paidAt ?? trade.createdAt),
    });
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return url.toString();
  }

  return {
    readPage,
    signIn,
    payOrder,
    pay: async (payPageUrl, notice) => payOrder((await signIn(payPageUrl)).orderNo, notice),
    trade: (orderNo) => cashier.find(orderNo),
    trades: tradesOf(book),
    get behaviour() {
      return book.behaviour;
    },
    behave: (change) => behave(book, change),
    sendNotice: (orderNo, forgery) => cashier.sendNotice(orderNo, forgery ?? null),
    finish: (orderNo) => cashier.finish(orderNo),
    fastForward: (rounds = 1) => deliveries.fastForward(rounds),
  };
}

/** Finds the order that a pay page is for. */
export function orderOfPage(payPageUrl: string): string | undefined {
  const content = JSON.parse(new URL(payPageUrl).searchParams.get('biz_content') ?? '{}') as {
    out_trade_no?: string;
  };
  return content.out_trade_no;
}
