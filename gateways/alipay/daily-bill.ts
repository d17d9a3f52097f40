import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { parse as parseCsv } from 'csv-parse';
import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { z } from 'zod';
import type { BillLine } from '../payment-gateway.ts';
import { parseBeijingTime } from '../../domain/beijing-time.ts';
import { fenFromYuan } from '../yuan.ts';

const DOWNLOAD_TIMEOUT_MS = 60_000;
const MAX_ZIP_BYTES = 64 * 1024 * 1024;
const MAX_CSV_BYTES = 1024 * 1024 * 1024;
/** A superset of GBK, the encoding of Alipay's bills. */
const BILL_ENCODING = 'gb18030';

const KINDS: Record<string, BillLine['kind']> = { 交易: 'payment', 退款: 'refund' };

const billRow = z.object({
  支付宝交易号: z.string().min(1),
  商户订单号: z.string().min(1),
  业务类型: z.string(),
  完成时间: z.string(),
  '订单金额（元）': z.string(),
});

/** Fetches a bill from the short-lived address that Alipay gave. @throws when it cannot be fetched completely */
export async function downloadBill(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_ZIP_BYTES) throw new Error('the bill is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the zip of a trade bill: one CSV of lines and one of sums, in GBK, with `#` lines around the table.
 * @throws when anything in it cannot be read: half a bill would look like lost payments
 */
export async function parseBill(zipFile: Buffer): Promise<BillLine[]> {
  const zip = await JSZip.loadAsync(zipFile, {
    decodeFileName: (bytes) => iconv.decode(Buffer.from(bytes as Uint8Array), BILL_ENCODING),
  });
  const details = Object.values(zip.files).filter(
    (file) => !file.dir && file.name.endsWith('.csv') && !file.name.includes('汇总'),
  );
  if (details.length === 0) throw new Error('the bill holds no list of trades');
  const lines: BillLine[] = [];
  for (const file of details) {
    await pipeline(
      file.nodeStream('nodebuffer'),
      limitBytes(MAX_CSV_BYTES),
      iconv.decodeStream(BILL_ENCODING),
      parseCsv({
        columns: true,
        trim: true,
        comment: '#',
        comment_no_infix: true,
        skip_empty_lines: true,
        relax_quotes: true,
        // Rows end with one separator more than their header does.
        relax_column_count_more: true,
      }),
      async (rows: AsyncIterable<unknown>) => {
        for await (const row of rows) {
          const line = readLine(row);
          if (line) lines.push(line);
        }
      },
    );
  }
  return lines;
}

function readLine(row: unknown): BillLine | null {
  const cells = billRow.parse(row);
  const kind = KINDS[cells['业务类型']];
  // Other kinds (profit sharing, coupons) move no money of a candidate.
  if (!kind) return null;
  const amountFen = fenFromYuan(cells['订单金额（元）'].replace(/^-/, ''));
  const at = parseBeijingTime(cells['完成时间']);
  if (amountFen === null || at === null) throw new Error('a line of the bill has no amount or moment');
  return { orderNo: cells['商户订单号'], tradeNo: cells['支付宝交易号'], kind, amountFen, at };
}

function limitBytes(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(new Error('the bill is too large'));
      else done(null, chunk);
    },
  });
}
