import type { Clock } from '../../../config/clock.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import type { Instant } from '../../../domain/time.ts';
import { createAlarm } from '../shared/alarm.ts';
import type { Scheduler } from '../shared/scheduler.ts';
import type { NoticeDeliveries } from '../shared/notice-deliveries.ts';
import { digits } from './notice-fields.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { type Forgery, type NoticeBehaviour, refundedFen, type Trade } from './trade.ts';
import type { TradeBook } from '../shared/trade-book.ts';

const MAX_REFUNDS = 20;

/** The contents of a signed request for a pay page. */
export interface PageRequest {
  orderNo: string;
  amountFen: number;
  subject: string;
  body: string;
  expiresAt: Instant | null;
  notifyUrl: string | null;
  returnUrl: string | null;
  /** The address for who leaves the page for phones without paying. */
  quitUrl: string | null;
  method: string;
}

/**
 * The life of trades as at Alipay: created when the payer signs in, paid or closed once, refunded up to the amount that
 * was paid. Every change is saved before it is answered, and its notice is sent after that.
 */
export interface Cashier {
  find(orderNo: string): Trade | undefined;
  /** @throws TradeRefusal */
  signIn(request: PageRequest): Promise<Trade>;
  /** Pays a trade; paying twice takes the money once. @throws TradeRefusal */
  pay(orderNo: string, behaviour: NoticeBehaviour): Promise<Trade>;
  /** @throws TradeRefusal */
  close(orderNo: string): Promise<Trade>;
  /** Refunds a trade; `moved` is false when this request number was refunded before. @throws TradeRefusal */
  refund(
    orderNo: string,
    request: { requestNo: string; amountFen: number; reason: string },
  ): Promise<{ trade: Trade; moved: boolean }>;
  /** Ends the period in which a paid trade can be refunded. @throws TradeRefusal */
  finish(orderNo: string): Promise<Trade>;
  /** Sends a further notice of the trade's present state, or a forged one. @throws TradeRefusal */
  sendNotice(orderNo: string, forgery: Forgery | null): Promise<Trade>;
  stop(): void;
}

export function createCashier(options: {
  book: TradeBook<Trade>;
  deliveries: NoticeDeliveries<Trade>;
  clock: Clock;
  scheduler: Scheduler;
}): Cashier {
  const { book, deliveries, clock } = options;
  const unpaid = new Set<Trade>();
  for (const trade of book.all()) if (trade.status === 'WAIT_BUYER_PAY') unpaid.add(trade);

  const expiryAlarm = createAlarm(options.scheduler, nextExpiry, async () => {
    for (const trade of unpaid) expireIfDue(trade);
    // A failure to write only means that the trades expire again after a restart.
    await book.save().catch(() => undefined);
    deliveries.start();
  });
  expiryAlarm.rearm();

  function nextExpiry(): Instant | null {
    let next: Instant | null = null;
    for (const { expiresAt } of unpaid) if (expiresAt && (!next || expiresAt < next)) next = expiresAt;
    return next;
  }

  function expireIfDue(trade: Trade): void {
    if (trade.status !== 'WAIT_BUYER_PAY' || !trade.expiresAt || trade.expiresAt > clock.now()) return;
    closeTrade(trade, 'closed');
  }

  function closeTrade(trade: Trade, event: 'closed' | 'refunded'): void {
    trade.status = 'TRADE_CLOSED';
    trade.closedAt = clock.now();
    unpaid.delete(trade);
    deliveries.add(trade, event);
  }

  function find(orderNo: string): Trade | undefined {
    const trade = book.byOrderNo(orderNo);
    if (trade) expireIfDue(trade);
    return trade;
  }

  function existing(orderNo: string): Trade {
    const trade = find(orderNo);
    if (!trade) throw new TradeRefusal('ACQ.TRADE_NOT_EXIST', '交易不存在');
    return trade;
  }

  async function commit(): Promise<void> {
    await book.save();
    deliveries.start();
    expiryAlarm.rearm();
  }

  return {
    find,

    async signIn(request) {
      const known = find(request.orderNo);
      if (known) {
        if (known.status === 'TRADE_CLOSED') throw new TradeRefusal('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
        if (known.amountFen !== request.amountFen) {
          throw new TradeRefusal('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
        }
        return known;
      }
      const now = clock.now();
      if (request.expiresAt && request.expiresAt <= now) {
        throw new TradeRefusal('ACQ.TRADE_HAS_CLOSE', '订单已过付款时间');
      }
      const trade: Trade = {
        ...request,
        tradeNo: `${beijingDay(now).replaceAll('-', '')}2200${digits(16)}`,
        buyerId: `2088${digits(12)}`,
        status: 'WAIT_BUYER_PAY',
        createdAt: now,
        paidAt: null,
        closedAt: null,
        refunds: [],
        deliveries: [],
      };
      book.add(trade);
      unpaid.add(trade);
      await commit();
      return trade;
    },

    async pay(orderNo, behaviour) {
      const trade = existing(orderNo);
      if (trade.status === 'TRADE_CLOSED') {
        await commit();
        throw new TradeRefusal('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
      }
      if (trade.status !== 'WAIT_BUYER_PAY') return trade;
      trade.status = 'TRADE_SUCCESS';
      trade.paidAt = clock.now();
      unpaid.delete(trade);
      for (const forgery of behaviour.forgeries) deliveries.add(trade, 'paid', { forgery });
      const { delaySeconds, copies, lost } = behaviour;
      deliveries.add(trade, 'paid', { delaySeconds, copies, lost });
      await commit();
      return trade;
    },

    async close(orderNo) {
      const trade = existing(orderNo);
      const refused = trade.status !== 'WAIT_BUYER_PAY';
      if (!refused) closeTrade(trade, 'closed');
      await commit();
      if (refused) throw new TradeRefusal('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
      return trade;
    },

    async refund(orderNo, request) {
      const trade = existing(orderNo);
      const before = trade.refunds.find((refund) => refund.requestNo === request.requestNo);
      if (before) {
        if (before.amountFen === request.amountFen) return { trade, moved: false };
        throw new TradeRefusal('ACQ.DISCORDANT_REPEAT_REQUEST', '请求信息不一致');
      }
      if (trade.status === 'TRADE_FINISHED') throw new TradeRefusal('ACQ.TRADE_HAS_FINISHED', '交易已完结');
      if (trade.status !== 'TRADE_SUCCESS') {
        throw new TradeRefusal('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
      }
      const total = refundedFen(trade) + request.amountFen;
      if (request.amountFen <= 0 || total > trade.amountFen || trade.refunds.length >= MAX_REFUNDS) {
        throw new TradeRefusal('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
      }
      trade.refunds.push({ ...request, at: clock.now() });
      if (total === trade.amountFen) closeTrade(trade, 'refunded');
      else deliveries.add(trade, 'refunded');
      await commit();
      return { trade, moved: true };
    },

    async finish(orderNo) {
      const trade = existing(orderNo);
      if (trade.status !== 'TRADE_SUCCESS')
        throw new TradeRefusal('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
      trade.status = 'TRADE_FINISHED';
      deliveries.add(trade, 'finished');
      await commit();
      return trade;
    },

    async sendNotice(orderNo, forgery) {
      const trade = existing(orderNo);
      const event = presentEvent(trade);
      if (!event) throw new TradeRefusal('ACQ.TRADE_STATUS_ERROR', '等待付款的交易没有通知');
      const known = forgery ? undefined : trade.deliveries.findLast((each) => each.event === event);
      deliveries.add(trade, event, { forgery, repeatOf: known });
      await commit();
      return trade;
    },

    stop: () => expiryAlarm.stop(),
  };
}

function presentEvent(trade: Trade) {
  if (trade.refunds.length > 0) return 'refunded';
  if (trade.status === 'TRADE_SUCCESS') return 'paid';
  if (trade.status === 'TRADE_FINISHED') return 'finished';
  return trade.status === 'TRADE_CLOSED' ? 'closed' : null;
}
