import { createSign, createVerify } from 'node:crypto';
import { privateKeyPem, publicKeyPem } from '../../alipay/alipay-keys.ts';

export type Fields = Record<string, string>;

/** The gateway's side of Alipay's signatures: it checks the app's and makes its own. */
export interface GatewaySignature {
  /** Tells whether the app signed this request. The signature covers every field but itself. */
  signedByApp(request: Fields): boolean;
  /** Signs the text of an answer, exactly as it is sent. */
  signText(text: string): string;
  /** Adds `sign` and `sign_type`, which a notice's signature does not cover. */
  signFields(fields: Fields, type?: 'RSA2' | 'RSA'): Fields;
}

export function createGatewaySignature(keys: {
  appPublicKey: string;
  alipayPrivateKey: string;
}): GatewaySignature {
  const appKey = publicKeyPem(keys.appPublicKey);
  const ownKey = privateKeyPem(keys.alipayPrivateKey);
  const sign = (algorithm: string, text: string) =>
    createSign(algorithm).update(text, 'utf8').sign(ownKey, 'base64');

  return {
    signedByApp(request) {
      const { sign: signature, ...rest } = request;
      if (!signature || rest['sign_type'] !== 'RSA2') return false;
      return createVerify('RSA-SHA256').update(signedText(rest), 'utf8').verify(appKey, signature, 'base64');
    },
    signText: (text) => sign('RSA-SHA256', text),
    signFields: (fields, type = 'RSA2') => ({
      ...fields,
      sign: sign(type === 'RSA2' ? 'RSA-SHA256' : 'RSA-SHA1', signedText(fields)),
      sign_type: type,
    }),
  };
}

/** Joins fields as `a=1&b=2`, ordered by name, with values as they are and without empty ones. */
function signedText(fields: Fields): string {
  return Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}
