import { formatBeijingTime } from '../../alipay/beijing-time.ts';
import { yuanFromFen } from '../../alipay/yuan.ts';
import type { Cashier, PageRequest } from './cashier.ts';
import type { MerchantIdentity } from './notice-fields.ts';
import type { NoticeDeliveries } from './notice-deliveries.ts';
import type { Fields, GatewaySignature } from './signature.ts';
import { readPageRequest, readSignedRequest } from './signed-request.ts';
import { type Forgery, type NoticeBehaviour, noticeBehaviourSchema, type Trade } from './trade.ts';
import { type Behaviour, behaviourSchema, type TradeBook } from './trade-book.ts';

const MAX_LISTED = 200;

/** What a person, or a test in a person's place, does at the sandbox. Refusals are `TradeRefusal` or `RequestRefusal`. */
export interface AlipaySandboxControl {
  /** Reads a signed pay page address or form. @throws RequestRefusal */
  readPage(fields: Fields): PageRequest;
  /** Opens the pay page and signs in, which creates the trade. */
  signIn(payPageUrl: string): Promise<Trade>;
  /** Opens the pay page, signs in and pays. `returnUrl` is where the browser would go, with signed parameters. */
  pay(
    payPageUrl: string,
    notice?: Partial<NoticeBehaviour>,
  ): Promise<{ trade: Trade; returnUrl: string | null }>;
  /** Pays a trade that exists. */
  payOrder(
    orderNo: string,
    notice?: Partial<NoticeBehaviour>,
  ): Promise<{ trade: Trade; returnUrl: string | null }>;
  trade(orderNo: string): Trade | undefined;
  /** Newest first, at most 200; `matching` is part of an order or trade number. */
  trades(limit?: number, matching?: string): Trade[];
  readonly behaviour: Behaviour;
  /** Breaks or mends the gateway's own interface, or all notices. */
  behave(change: Partial<Behaviour>): Promise<Behaviour>;
  sendNotice(orderNo: string, forgery?: Forgery): Promise<Trade>;
  finish(orderNo: string): Promise<Trade>;
  /** Makes the next attempt of every waiting notice now, `rounds` times. Resolves with the number of attempts. */
  fastForward(rounds?: number): Promise<number>;
}

export function createSandboxControl(options: {
  book: TradeBook;
  cashier: Cashier;
  deliveries: NoticeDeliveries;
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

  async function payOrder(orderNo: string, notice: Partial<NoticeBehaviour> = {}) {
    const trade = await cashier.pay(orderNo, noticeBehaviourSchema.parse(notice));
    return { trade, returnUrl: returnAddress(trade) };
  }

  function returnAddress(trade: Trade): string | null {
    if (trade.returnUrl === null) return null;
    const url = new URL(trade.returnUrl);
    const fields = signature.signFields({
      charset: 'utf-8',
      method: 'alipay.trade.page.pay.return',
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
    trades: (limit = 50, matching = '') => book.recent(Math.min(limit, MAX_LISTED), matching),
    get behaviour() {
      return book.behaviour;
    },
    async behave(change) {
      book.behaviour = behaviourSchema.parse({ ...book.behaviour, ...change });
      await book.save();
      return book.behaviour;
    },
    sendNotice: (orderNo, forgery) => cashier.sendNotice(orderNo, forgery ?? null),
    finish: (orderNo) => cashier.finish(orderNo),
    fastForward: (rounds = 1) => deliveries.fastForward(rounds),
  };
}
