import { AlipayRequestError, AlipaySdk } from 'alipay-sdk';
import { GatewayUnreachableError } from '../payment-gateway.ts';
import type { AlipaySettings } from './alipay-settings.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';

const DEFAULT_TIMEOUT_MS = 5_000;

/** A signed answer: the result, or the business reason why there is none (`ACQ.TRADE_NOT_EXIST`). */
export type AlipayAnswer = { ok: true; body: unknown } | { ok: false; subCode: string };

/** The SDK, narrowed to the calls that a merchant's server makes. */
export interface AlipayClient {
  /** Builds the signed address of a page, without network. */
  pageUrl(method: string, content: object, urls: { returnUrl: string; notifyUrl: string }): string;
  /** Calls one method and checks the signature of its answer. @throws GatewayUnreachableError */
  call(method: string, content: object): Promise<AlipayAnswer>;
  /** Tells whether Alipay signed this notice. */
  signedByAlipay(notice: Record<string, string>): boolean;
}

export function createAlipayClient(settings: AlipaySettings): AlipayClient {
  const timeoutMs = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const sdk = new AlipaySdk({
    appId: settings.appId,
    privateKey: settings.appPrivateKey,
    keyType: 'PKCS8',
    alipayPublicKey: settings.alipayPublicKey,
    gateway: settings.gatewayUrl,
    signType: 'RSA2',
    timeout: timeoutMs,
  });
  // The SDK would stamp requests with the machine's local time; Alipay reads Beijing time.
  const timestamp = () => formatBeijingTime(settings.clock.now());

  return {
    pageUrl: (method, content, urls) =>
      sdk.pageExec(method, 'GET', { ...urls, timestamp: timestamp(), bizContent: content }),

    async call(method, content) {
      let answer: Record<string, unknown>;
      try {
        answer = await withDeadline(
          sdk.exec(method, { timestamp: timestamp(), bizContent: content }, { validateSign: true }),
          timeoutMs,
        );
      } catch (error) {
        throw new GatewayUnreachableError('alipay', method, { cause: new Error(reasonOf(error)) });
      }
      const subCode = typeof answer['subCode'] === 'string' ? answer['subCode'] : '';
      if (answer['code'] === '10000') return { ok: true, body: answer };
      // A "business failure" is the only answer about the trade itself. A refused key or an overloaded server says
      // nothing about it.
      if (answer['code'] === '40004' && subCode !== '' && !subCode.endsWith('SYSTEM_ERROR')) {
        return { ok: false, subCode };
      }
      throw new GatewayUnreachableError('alipay', method, {
        cause: new Error(`code ${String(answer['code'])} ${subCode}`),
      });
    },

    signedByAlipay(notice) {
      // Decoders ignore stray characters, but a signature may be spelt in only one way.
      const signature = notice['sign'] ?? '';
      if (Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
      try {
        return sdk.checkNotifySignV2(notice);
      } catch {
        return false;
      }
    },
  };
}

/** Limits the whole time of a call; the SDK's own limit starts anew with every chunk. */
async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Describes only the kind of failure: the SDK's messages repeat whole answers, with the payer's account in them. */
function reasonOf(error: unknown): string {
  if (!(error instanceof AlipayRequestError))
    return error instanceof Error ? error.message : 'unknown failure';
  const cause: unknown = error.cause;
  if (cause instanceof SyntaxError) return 'the answer is not JSON';
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.name;
  const status = /status: (\d{3})/.exec(error.message)?.[1];
  return status ? `HTTP ${status}` : 'the answer is not signed by Alipay, or not in its form';
}
