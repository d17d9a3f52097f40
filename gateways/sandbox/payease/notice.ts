import iconv from 'iconv-lite';
import { yuanFromFen } from '../../yuan.ts';
import { writeForm } from '../../payease/form.ts';
import { BANK_NAMES } from './bank-names.ts';
import type { PayeaseSignature } from './signature.ts';
import type { Delivery, Forgery, Trade } from './trade.ts';

type Fields = Record<string, string>;

/** Builds the fields of a notice about one order, before it is signed. */
export function noticeFields(trade: Trade, event: Delivery['event']): Fields {
  const paid = event === 'paid';
  return {
    v_count: '1',
    v_oid: trade.orderNo,
    v_pmode: BANK_NAMES[trade.bankMode]?.[0] ?? '',
    v_pstatus: paid ? '1' : '3',
    v_pstring: paid ? '支付完成' : '支付被拒绝',
    v_amount: yuanFromFen(trade.paidFen ?? trade.amountFen),
    v_moneytype: '0',
  };
}

/** Builds the body that goes over the wire, in GBK: correctly signed, or forged in the given way. */
export function noticeBody(
  { fields, forgery }: Pick<Delivery, 'fields' | 'forgery'>,
  signature: PayeaseSignature,
): string {
  return writeForm(forgery ? forge(fields, forgery, signature) : signed(fields, signature));
}

/** Joins the notices of orders that were paid at the same time into one. */
export function joinedFields(notices: Fields[]): Fields {
  const names = Object.keys(notices[0] ?? {});
  const joined = names.map((name) => [name, notices.map((fields) => fields[name]).join('|_|')]);
  return { ...Object.fromEntries(joined), v_count: String(notices.length) } as Fields;
}

function signed(fields: Fields, signature: PayeaseSignature): Fields {
  const field = (name: string) => fields[name] ?? '';
  const gbk = (name: string) => iconv.encode(field(name), 'gbk');
  return {
    ...fields,
    v_mac: signature.digest(...['v_oid', 'v_pmode', 'v_pstatus', 'v_pstring', 'v_count'].map(gbk)),
    v_md5money: signature.digest(gbk('v_amount'), gbk('v_moneytype')),
    v_sign: signature.sign(...['v_oid', 'v_pstatus', 'v_amount', 'v_moneytype', 'v_count'].map(field)),
  };
}

function forge(fields: Fields, forgery: Forgery, signature: PayeaseSignature): Fields {
  const genuine = signed(fields, signature);
  const other = signed({ ...fields, v_oid: `${fields['v_oid']}0`, v_amount: '0.01' }, signature);
  switch (forgery) {
    case 'mac':
      return { ...genuine, v_mac: other['v_mac'] ?? '' };
    case 'money':
      return { ...genuine, v_md5money: other['v_md5money'] ?? '' };
    case 'signature':
      return { ...genuine, v_sign: other['v_sign'] ?? '' };
    case 'amount':
      // The digest of a small payment stands under the order of a large one: only the signature ties them together.
      return { ...genuine, v_amount: '0.01', v_md5money: other['v_md5money'] ?? '' };
    case 'order':
      return { ...genuine, v_oid: `${genuine['v_oid']}0` };
    case 'merchant':
      return signed({ ...fields, v_oid: (fields['v_oid'] ?? '').replace(/-\w+-/, '-9-') }, signature);
    case 'unsigned':
      return fields;
  }
}
