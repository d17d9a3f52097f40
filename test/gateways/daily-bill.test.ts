import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { parseBill } from '../../gateways/alipay/daily-bill.ts';

const HEADER =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

function row(kind: string, orderNo: string, doneAt: string, amount: string): string {
  return `2026112122001400000000000001\t,${orderNo}\t,${kind}\t,报名费 #1\t,2026-11-21 08:00:00\t,${doneAt}\t,\t,\t,\t,\t,张*(138****0000)\t,${amount}\t,${amount}\t,0.00\t,0.00\t,0.00\t,0.00\t,0.00\t,\t,0.00\t,0.00\t,\t,-0.00\t,0.00\t,\t`;
}

function csv(...rows: string[]): string {
  return [
    '#支付宝业务明细查询',
    '#账号：[20880000000000000156]',
    '#起始日期：[2026年11月21日 00:00:00]   终止日期：[2026年11月22日 00:00:00]',
    '#-----------------------------------------业务明细列表----------------------------------------',
    ...rows,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    '#交易合计：1笔，商家实收共30.00元，商家优惠共0.00元',
    '#导出时间：[2026年11月22日 10:10:10]',
    '',
  ].join('\r\n');
}

function zipOf(files: Record<string, string>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, iconv.encode(text, 'gbk'));
  return zip.generateAsync({
    type: 'nodebuffer',
    encodeFileName: (name) => iconv.encode(name, 'gbk') as unknown as string,
  });
}

const DETAIL = '20880000000000000156_20261121_业务明细.csv';
const SUMMARY = '20880000000000000156_20261121_业务明细(汇总).csv';

describe('a bill file', () => {
  it('is read from GBK, with comment lines, tabs and the file of sums around it', async () => {
    const file = await zipOf({
      [DETAIL]: csv(
        HEADER,
        row('交易', 'order_1', '2026-11-21 08:00:31', '30.00'),
        row('退款', 'order_2', '2026-11-21 23:59:59', '-0.29'),
        row('分账', 'order_3', '2026-11-21 23:59:59', '1.00'),
      ),
      [SUMMARY]: csv('门店编号,门店名称', '合计,'),
    });
    const tradeNo = '2026112122001400000000000001';
    expect(await parseBill(file)).toEqual([
      {
        orderNo: 'order_1',
        tradeNo,
        kind: 'payment',
        amountFen: 3_000,
        at: Date.parse('2026-11-21T00:00:31Z'),
      },
      { orderNo: 'order_2', tradeNo, kind: 'refund', amountFen: 29, at: Date.parse('2026-11-21T15:59:59Z') },
    ]);
  });

  it('may be empty', async () => {
    expect(await parseBill(await zipOf({ [DETAIL]: csv(HEADER) }))).toEqual([]);
  });

  it.each([
    ['an amount that is none', csv(HEADER, row('交易', 'order_1', '2026-11-21 08:00:31', '3O.00'))],
    ['a moment that is none', csv(HEADER, row('退款', 'order_1', '昨天', '-30.00'))],
    [
      'another header',
      csv(HEADER.replace('商户订单号', '订单'), row('交易', 'o', '2026-11-21 08:00:31', '1')),
    ],
    ['a row cut off', csv(HEADER, '2026112122001400000000000001\t,order_1\t,交易\t')],
  ])('is refused whole because of %s', async (_what, text) => {
    await expect(parseBill(await zipOf({ [DETAIL]: text }))).rejects.toThrow(Error);
  });

  it('is refused when it is no zip, was cut off or holds no list', async () => {
    const whole = await zipOf({ [DETAIL]: csv(HEADER) });
    await expect(parseBill(Buffer.from('<html>error</html>'))).rejects.toThrow(Error);
    await expect(parseBill(whole.subarray(0, whole.length - 30))).rejects.toThrow(Error);
    await expect(parseBill(await zipOf({ [SUMMARY]: '' }))).rejects.toThrow('no list of trades');
  });
});
