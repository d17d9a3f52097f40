import { createSign } from 'node:crypto';
import { digest } from '../../payease/digest.ts';
import { SIGNATURE_ALGORITHM } from '../../payease/signature.ts';
import { privateKeyPem } from '../../alipay/alipay-keys.ts';

export interface PayeaseKeys {
  /** The secret shared with the merchant. */
  key: string;
  /** PayEase's own private key, base64 PKCS#8. */
  privateKey: string;
}

/** Creates PayEase's side of its digests and signatures. */
export function createPayeaseSignature({ key, privateKey }: PayeaseKeys) {
  const pem = privateKeyPem(privateKey);
  return {
    digest: (...values: (string | Buffer)[]) => digest(key, ...values),
    sign: (...values: string[]) => createSign(SIGNATURE_ALGORITHM).update(values.join('')).sign(pem, 'hex'),
  };
}

export type PayeaseSignature = ReturnType<typeof createPayeaseSignature>;
