import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { formatBeijingTime, startOfBeijingDay } from '../../../domain/beijing-time.ts';
import { yuanFromFen } from '../../yuan.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Trade } from './trade.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const COLUMNS = [
  '支付宝交易号',
  '商户订单号',
  '业务类型',
  '商品名称',
  '创建时间',
  '完成时间',
  '门店编号',
  '门店名称',
  '操作员',
  '终端号',
  '对方账户',
  '订单金额（元）',
  '商家实收（元）',
  '支付宝红包（元）',
  '集分宝（元）',
  '支付宝优惠（元）',
  '商家优惠（元）',
  '券核销金额（元）',
  '券名称',
  '商家红包消费金额（元）',
  '卡消费金额（元）',
  '退款批次号/请求号',
  '服务费（元）',
  '分润（元）',
  '备注',
];

interface Booking {
  trade: Trade;
  kind: '交易' | '退款';
  amountFen: number;
  at: Instant;
  requestNo: string;
}

/** Writes the trade bill of one Beijing day as Alipay delivers it: a zip of two CSV files in GBK. */
export async function billFile(
  trades: Iterable<Trade>,
  day: string,
  sellerId: string,
  now: Instant,
): Promise<Buffer> {
  const from = startOfBeijingDay(day);
  const to = from + DAY_MS;
  const bookings = [...trades]
    .flatMap(bookingsOf)
    .filter(({ at }) => at >= from && at < to)
    .toSorted((a, b) => a.at - b.at);
  const head = (title: string) => [
    `#支付宝业务${title}查询`,
    `#账号：[${sellerId}0156]`,
    `#起始日期：[${formatBeijingTime(from)}]   终止日期：[${formatBeijingTime(to)}]`,
  ];
  const sums = (['交易', '退款'] as const).map((kind) => {
    const own = bookings.filter((booking) => booking.kind === kind);
    return { kind, count: own.length, fen: own.reduce((sum, booking) => sum + booking.amountFen, 0) };
  });
  const exported = `#导出时间：[${formatBeijingTime(now)}]`;

  const detail = [
    ...head('明细'),
    `#${'-'.repeat(41)}业务明细列表${'-'.repeat(40)}`,
    COLUMNS.join(','),
    ...bookings.map(row),
    `#${'-'.repeat(41)}业务明细列表结束${'-'.repeat(36)}`,
    ...sums.map(({ kind, count, fen }) => `#${kind}合计：${count}笔，商家实收共${signed(kind, fen)}元`),
    exported,
  ];
  const summary = [
    ...head('汇总'),
    '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）',
    `合计,,${sums.map(({ count }) => count).join(',')},${sums.map(({ kind, fen }) => signed(kind, fen)).join('/')}`,
    exported,
  ];

  const zip = new JSZip();
  const name = `${sellerId}0156_${day.replaceAll('-', '')}_业务明细`;
  zip.file(`${name}.csv`, encode(detail));
  zip.file(`${name}(汇总).csv`, encode(summary));
  return zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    encodeFileName: (fileName) => iconv.encode(fileName, 'gbk') as unknown as string,
  });
}

function bookingsOf(trade: Trade): Booking[] {
  if (!trade.paidAt) return [];
  const payment: Booking = {
    trade,
    kind: '交易',
    amountFen: trade.amountFen,
    at: trade.paidAt,
    requestNo: '',
  };
  const refunds = trade.refunds.map(
    (refund): Booking => ({
      trade,
      kind: '退款',
      amountFen: refund.amountFen,
      at: refund.at,
      requestNo: refund.requestNo,
    }),
  );
  return [payment, ...refunds];
}

function row({ trade, kind, amountFen, at, requestNo }: Booking): string {
  const cells = new Map<string, string>([
    ['支付宝交易号', trade.tradeNo],
    ['商户订单号', trade.orderNo],
    ['业务类型', kind],
    ['商品名称', trade.subject.replaceAll(/[,"\r\n]/g, ' ')],
    ['创建时间', formatBeijingTime(trade.createdAt)],
    ['完成时间', formatBeijingTime(at)],
    ['对方账户', '沙箱买家(san***)'],
    ['订单金额（元）', signed(kind, amountFen)],
    ['商家实收（元）', signed(kind, amountFen)],
    ['退款批次号/请求号', requestNo],
  ]);
  // Every cell ends in a tab, so that spreadsheets do not round the long numbers.
  return COLUMNS.map((column) => `${cells.get(column) ?? (column.endsWith('（元）') ? '0.00' : '')}\t`).join(
    ',',
  );
}

function signed(kind: Booking['kind'], fen: number): string {
  return `${kind === '退款' ? '-' : ''}${yuanFromFen(fen)}`;
}

function encode(lines: string[]): Buffer {
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'gbk');
}
