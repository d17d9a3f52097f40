import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { publicKeyOf, publicKeyPem } from '../alipay/alipay-keys.ts';

const port = (standard: number) => z.coerce.number().int().min(0).max(65535).default(standard);
const privateKey = z.string().refine((key) => attempt(() => publicKeyOf(key)), {
  error: 'must be a base64 PKCS#8 private key without header lines',
});
const publicKey = z.string().refine((key) => attempt(() => createPublicKey(publicKeyPem(key))), {
  error: 'must be a base64 public key without header lines',
});

const schema = z.object({
  SANDBOX_ALIPAY_PORT: port(3010),
  SANDBOX_MAILBOX_PORT: port(3020),
  SANDBOX_SMTP_PORT: port(3025),
  /** The folder of the state files; without it, the state is kept in memory only. */
  SANDBOX_STATE_DIR: z.string().optional(),
  /** The divisor of the waits between attempts of a notice. */
  SANDBOX_TIME_SCALE: z.coerce.number().min(0.001).max(1_000_000).default(1),
  /** The gateways' own private key: its public half is the platform's ALIPAY_PUBLIC_KEY and PAYEASE_PUBLIC_KEY. */
  SANDBOX_ALIPAY_PRIVATE_KEY: privateKey,
  PAYEASE_MERCHANT_ID: z.string().min(1),
  PAYEASE_KEY: z.string().min(8),
  PAYEASE_REFUND_OPERATOR: z.string().min(1),
  SANDBOX_PAYEASE_NOTIFY_URL: z.url({ protocol: /^https?$/ }),
  ALIPAY_APP_ID: z.string().min(1),
  ALIPAY_SELLER_ID: z.string().min(1),
  ALIPAY_APP_PRIVATE_KEY: privateKey,
  ALIPAY_PUBLIC_KEY: publicKey,
});

export type SandboxEnvironment = z.infer<typeof schema>;

/** Reads the sandbox's settings. Errors name the setting, never its value. */
export function readSandboxEnvironment(
  source: Record<string, string | undefined>,
): { ok: true; environment: SandboxEnvironment } | { ok: false; problems: string[] } {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}: ${present[name] === undefined ? 'is missing' : issue.message}`;
      }),
    };
  }
  const environment = parsed.data;
  if (publicKeyOf(environment.SANDBOX_ALIPAY_PRIVATE_KEY) !== environment.ALIPAY_PUBLIC_KEY) {
    return {
      ok: false,
      problems: ['ALIPAY_PUBLIC_KEY: is not the public half of SANDBOX_ALIPAY_PRIVATE_KEY'],
    };
  }
  return { ok: true, environment };
}

function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
