import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../config/clock.ts';
import { fenFromYuan } from '../../yuan.ts';
import { type FormBytes, gbkText } from '../../payease/form.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import type { NoticeDeliveries } from '../shared/notice-deliveries.ts';
import type { TradeBook } from '../shared/trade-book.ts';
import { BANK_NAMES } from './bank-names.ts';
import type { PayeaseSignature } from './signature.ts';
import { type Forgery, noticeBehaviourSchema, refundedFen, type Trade } from './trade.ts';
import type { NoticeWishes } from '../shared/sandbox-control.ts';

const SIGNED = ['v_moneytype', 'v_ymd', 'v_amount', 'v_rcvname', 'v_oid', 'v_mid', 'v_url'];

/**
 * The way a payer's visit at the bank is to end; the amount is the order's unless the sandbox is to take a wrong one.
 */
export interface PayWishes extends NoticeWishes<Forgery> {
  amountFen?: number | undefined;
}

/**
 * The life of trades as at PayEase: opened by a signed form, paid once, never closed, refunded up to the amount that
 * was paid.
 */
export function createCashier(options: {
  book: TradeBook<Trade>;
  deliveries: NoticeDeliveries<Trade>;
  signature: PayeaseSignature;
  merchantId: string;
  notifyUrl: string;
  clock: Clock;
}) {
  const { book, deliveries, clock, signature } = options;

  function existing(orderNo: string): Trade {
    const trade = book.byOrderNo(orderNo);
    if (!trade) throw new TradeRefusal('Invalid order number', '订单不存在 / no such order');
    return trade;
  }

  async function commit(): Promise<void> {
    await book.save();
    deliveries.start();
  }

  return {
    find: (orderNo: string) => book.byOrderNo(orderNo),
    /** Finds a trade. @throws TradeRefusal when there is none */
    existing,

    /** Opens the pay page, which creates the trade. @throws TradeRefusal when the merchant did not sign it */
    async open(form: FormBytes | null): Promise<Trade> {
      const text = (name: string) => form?.get(name)?.toString('latin1') ?? '';
      const amountFen = fenFromYuan(text('v_amount'));
      const genuine = text('v_md5info') === signature.digest(...SIGNED.map(text));
      if (!genuine || text('v_mid') !== options.merchantId || !amountFen)
        throw new TradeRefusal('Fingerprint invalid', '请求无效：签名不正确 / refused: the digest is wrong');
      const known = book.byOrderNo(text('v_oid'));
      if (known) return known;
      const trade: Trade = {
        orderNo: text('v_oid'),
        tradeNo: text('v_oid'),
        subject: gbkText(form?.get('v_ordername')),
        payer: gbkText(form?.get('v_rcvaddr')),
        bankMode: text('v_pmode'),
        amountFen,
        paidFen: null,
        notifyUrl: options.notifyUrl,
        returnUrl: text('v_url'),
        status: 'unpaid',
        createdAt: clock.now(),
        paidAt: null,
        refunds: [],
        deliveries: [],
      };
      book.add(trade);
      await commit();
      return trade;
    },

    async chooseBank(orderNo: string, bankMode: string): Promise<Trade> {
      const trade = existing(orderNo);
      if (!BANK_NAMES[bankMode]) throw new TradeRefusal('Invalid pmode', '没有这家银行 / no such bank');
      if (trade.status !== 'paid') trade.bankMode = bankMode;
      await commit();
      return trade;
    },

    /** Pays a trade; paying twice takes the money once. */
    async pay(orderNo: string, wishes: PayWishes = {}): Promise<Trade> {
      const trade = existing(orderNo);
      if (trade.status === 'paid') return trade;
      const { amountFen = trade.amountFen, ...notice } = wishes;
      const { delaySeconds, copies, lost, forgeries } = noticeBehaviourSchema.parse(notice);
      trade.status = 'paid';
      trade.paidFen = amountFen;
      trade.paidAt = clock.now();
      for (const forgery of forgeries) deliveries.add(trade, 'paid', { forgery });
      deliveries.add(trade, 'paid', { delaySeconds, copies, lost });
      await commit();
      return trade;
    },

    /** Lets the bank refuse the payment; the payer may try again. */
    async refuse(orderNo: string): Promise<Trade> {
      const trade = existing(orderNo);
      if (trade.status === 'paid') return trade;
      trade.status = 'refused';
      deliveries.add(trade, 'refused');
      await commit();
      return trade;
    },

    /** @throws TradeRefusal */
    async refund(orderNo: string, request: { reason: string; amountFen: number }): Promise<{ id: string }> {
      const trade = existing(orderNo);
      if (trade.paidFen === null) throw new TradeRefusal('Invalid order number', '订单未支付 / not paid');
      if (refundedFen(trade) + request.amountFen > trade.paidFen)
        throw new TradeRefusal('Refund money exceed order limit', '退款金额超限 / more than was paid');
      const refund = { ...request, id: randomUUID().replaceAll('-', ''), at: clock.now() };
      trade.refunds.push(refund);
      await commit();
      return refund;
    },

    /**
     * Sends a further notice of the trade's present state, or a forged one. A forged one may be about an unpaid trade.
     */
    async sendNotice(orderNo: string, forgery: Forgery | null): Promise<Trade> {
      const trade = existing(orderNo);
      if (trade.status === 'unpaid' && !forgery)
        throw new TradeRefusal('Not paid', '等待付款的订单没有通知 / nothing to announce');
      deliveries.add(trade, trade.status === 'refused' ? 'refused' : 'paid', { forgery });
      await commit();
      return trade;
    },
  };
}

export type Cashier = ReturnType<typeof createCashier>;
