import { GatewayUnreachableError } from '../payment-gateway.ts';
import { digest } from './digest.ts';
import type { PayeaseSettings } from './payease-settings.ts';

const DEFAULT_TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export type PayeaseFields = Record<string, string>;

/** The pages of PayEase's interface for merchants' servers. */
export const PAYEASE_PAGES = {
  order: '/merchant/order/order_ack_oid_list.jsp',
  ordersOfDay: '/merchant/order/order_ack_day_list.jsp',
  refund: '/merchant/refund/ref_ack_submit.jsp',
  refundsOfOrder: '/merchant/refund/ref_ack_oid_list_utf8.jsp',
  refundsOfDay: '/merchant/refund/ref_ack_day_list_utf8.jsp',
} as const;

/** An answer from PayEase: the outcome, and a list of orders or refunds. */
export interface PayeaseAnswer {
  /** The outcome; `0` means done. */
  status: string;
  /** The reason in English, with a number in front: `(11)Invalid order number`. */
  reason: string;
  items: PayeaseFields[];
}

/**
 * Posts one form, its `signed` values under a digest in their order, and reads the XML that answers it.
 * @throws GatewayUnreachableError
 */
export async function askPayease(
  settings: PayeaseSettings,
  page: keyof typeof PAYEASE_PAGES,
  signed: PayeaseFields,
  further: PayeaseFields = {},
): Promise<PayeaseAnswer> {
  const { apiUrl, merchantId, key } = settings;
  const values = { v_mid: merchantId, ...signed };
  const body = new URLSearchParams({ ...values, ...further, v_mac: digest(key, ...Object.values(values)) });
  try {
    const response = await fetch(`${apiUrl}${PAYEASE_PAGES[page]}`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok || bytes.length > MAX_ANSWER_BYTES) throw new Error(`HTTP ${response.status}`);
    return readAnswer(bytes);
  } catch (error) {
    // Answers hold only order numbers and amounts, yet no part of them belongs in an error.
    throw new GatewayUnreachableError('payease', page, {
      cause: new Error(error instanceof Error ? error.name : 'unknown failure'),
    });
  }
}

/** Reads an answer. All the parts we use are ASCII; the texts between them may be in any charset. */
function readAnswer(bytes: Buffer): PayeaseAnswer {
  const text = bytes.toString('latin1');
  const [beforeItems = ''] = text.split('<messagebody>');
  const { status, statusdesc: reason = '' } = fieldsOf(beforeItems);
  if (status === undefined) throw new Error('the answer has no status');
  const items = [...text.matchAll(/<(order|refund)>(.*?)<\/\1>/gs)].map(([, , inner = '']) =>
    fieldsOf(inner),
  );
  return { status, reason, items };
}

function fieldsOf(xml: string): PayeaseFields {
  return Object.fromEntries(
    [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}
