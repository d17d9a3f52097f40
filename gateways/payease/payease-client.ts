import { GatewayUnreachableError } from '../payment-gateway.ts';
import { digest, isDigest } from './digest.ts';
import type { PayeaseSettings } from './payease-settings.ts';

const DEFAULT_TIMEOUT_MS = 5_000;
const MAX_ANSWER_CHARACTERS = 16 * 1024 * 1024;

export type PayeaseFields = Record<string, string>;

export interface PayeaseAnswer {
  status: string;
  orders: PayeaseFields[];
}

/**
 * Posts one form and reads the XML that answers it. Question and answer carry a digest.
 * @throws GatewayUnreachableError
 */
export async function askPayease(
  settings: PayeaseSettings,
  operation: string,
  parameters: PayeaseFields,
): Promise<PayeaseAnswer> {
  const { gatewayUrl, merchantId, key } = settings;
  const values = { v_mid: merchantId, ...parameters };
  const body = new URLSearchParams({ ...values, v_mac: digest(key, ...Object.values(values)) });
  try {
    const response = await fetch(`${gatewayUrl}/merchant/${operation}`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok || text.length > MAX_ANSWER_CHARACTERS) throw new Error(`HTTP ${response.status}`);
    return readAnswer(text, key);
  } catch (error) {
    // Answers hold order numbers and amounts only, but nothing of them belongs in an error.
    throw new GatewayUnreachableError('payease', operation, {
      cause: new Error(error instanceof Error ? error.name : 'unknown failure'),
    });
  }
}

function readAnswer(text: string, key: string): PayeaseAnswer {
  const [, head = '', body = '', mac] =
    /^<ordermessage>(<messagehead>.*?<\/messagehead>)(<messagebody>.*<\/messagebody>)<v_mac>(\w+)<\/v_mac><\/ordermessage>$/s.exec(
      text.trim(),
    ) ?? [];
  if (!isDigest(mac, key, head, body)) throw new Error('the answer is not signed by PayEase');
  const orders = [...body.matchAll(/<order>(.*?)<\/order>/gs)].map(([, inner = '']) => fieldsOf(inner));
  return { status: fieldsOf(head.replace(/<\/?messagehead>/g, ''))['status'] ?? '', orders };
}

function fieldsOf(xml: string): PayeaseFields {
  return Object.fromEntries(
    [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]),
  );
}
