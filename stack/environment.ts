import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from './secrets.ts';
import type { StackPorts } from './stack-ports.ts';

export interface StackAddresses {
  databaseUrl: string;
  temporalAddress: string;
  temporalUiUrl: string;
}

type Variables = Record<string, string | undefined>;

const ROOT = join(import.meta.dirname, '..');
/** The path at which the API decodes payloads; the Temporal UI appends `/decode`. */
const CODEC_PATH = '/api/staff/codec';

export const publicUrl = (outside: Variables, ports: StackPorts): string =>
  (outside.PUBLIC_URL || `http://localhost:${ports.site}`).replace(/\/$/, '');

export const codecEndpoint = (outside: Variables, ports: StackPorts): string =>
  publicUrl(outside, ports) + CODEC_PATH;

/**
 * Tells whether the environment names a real gateway, mail or text server, which the sandbox then does not stand in
 * for.
 */
export const usesOwnAlipay = (outside: Variables): boolean => Boolean(outside.ALIPAY_GATEWAY_URL);
export const usesOwnMail = (outside: Variables): boolean => Boolean(outside.SMTP_URL);
export const usesOwnTexts = (outside: Variables): boolean => Boolean(outside.SMS_URL);

/**
 * Puts together the environment of the platform's processes. A variable set outside wins over the stack's own choice;
 * keys are made by the stack unless they are set.
 */
export function platformEnvironment(
  outside: Variables,
  ports: StackPorts,
  secrets: Secrets,
  addresses: StackAddresses,
): Variables {
  const web = join(ROOT, 'web', 'dist');
  return {
    APP_ENV: 'demo',
    WEB_DIST: existsSync(join(web, 'index.html')) ? web : '',
    DATA_KEY: secrets.dataKey,
    INDEX_KEY: secrets.indexKey,
    PAYLOAD_KEY: secrets.payloadKey,
    AUDIT_KEY: secrets.auditKey,
    CAPTCHA_KEY: secrets.captchaKey,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: 'CET Registration <no-reply@cet.example>',
    SMS_URL: `http://127.0.0.1:${ports.mailbox}/texts`,
    ...(usesOwnAlipay(outside) ? {} : sandboxAlipay(ports, secrets)),
    ...sandboxPayease(ports, secrets),
    // The demo's passwords are known to everybody: it serves this machine alone, unless told otherwise.
    LISTEN_HOST: '127.0.0.1',
    METRICS_PORT: String(metricsPort(ports.site)),
    ...present(outside),
    // The embedded Temporal uses no TLS, even when this shell is set up for a cluster that does.
    ...(outside.TEMPORAL_ADDRESS
      ? {}
      : { TEMPORAL_API_KEY: '', TEMPORAL_TLS: '', TEMPORAL_TLS_CERT: '', TEMPORAL_TLS_KEY: '' }),
    PORT: String(ports.site),
    PUBLIC_URL: publicUrl(outside, ports),
    DATABASE_URL: addresses.databaseUrl,
    // What serves has no use for the owner's password.
    MIGRATION_DATABASE_URL: '',
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_UI_URL: addresses.temporalUiUrl,
  };
}

/** As far from the site's port as in production, so that a second demo on one machine has figures of its own. */
function metricsPort(site: number): number {
  const port = site + 6_464;
  // The system gives one that is free for 0.
  return port <= 65_535 ? port : 0;
}

/** Puts together the environment of the sandbox: its Alipay app is its own, even when the platform uses another. */
export function sandboxEnvironment(
  outside: Variables,
  ports: StackPorts,
  secrets: Secrets,
  stateDir: string,
): Variables {
  return {
    ...present(outside),
    ...sandboxAlipay(ports, secrets),
    ...sandboxPayease(ports, secrets),
    SANDBOX_PAYEASE_NOTIFY_URL: `http://127.0.0.1:${ports.site}/api/payments/payease/notify`,
    SANDBOX_ALIPAY_PRIVATE_KEY: secrets.alipay.alipayPrivateKey,
    SANDBOX_ALIPAY_PORT: String(ports.alipay),
    SANDBOX_MAILBOX_PORT: String(ports.mailbox),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_STATE_DIR: stateDir,
  };
}

function sandboxAlipay(ports: StackPorts, secrets: Secrets): Variables {
  return {
    ALIPAY_GATEWAY_URL: `http://127.0.0.1:${ports.alipay}/gateway.do`,
    ALIPAY_APP_ID: '2026000000000001',
    ALIPAY_SELLER_ID: '2088000000000001',
    ALIPAY_APP_PRIVATE_KEY: secrets.alipay.appPrivateKey,
    ALIPAY_PUBLIC_KEY: secrets.alipay.alipayPublicKey,
  };
}

/**
 * Sets up PayEase on the port of the sandbox's Alipay, with keys derived from that one's: `secrets.json` needs no new
 * entry.
 */
function sandboxPayease(ports: StackPorts, secrets: Secrets): Variables {
  return {
    PAYEASE_GATEWAY_URL: `http://127.0.0.1:${ports.alipay}/payease`,
    PAYEASE_MERCHANT_ID: '2026',
    PAYEASE_KEY: createHash('sha256').update(`payease ${secrets.alipay.alipayPrivateKey}`).digest('hex'),
    PAYEASE_API_URL: `http://127.0.0.1:${ports.alipay}/payease`,
    PAYEASE_PUBLIC_KEY: secrets.alipay.alipayPublicKey,
    PAYEASE_REFUND_OPERATOR: 'sandbox',
  };
}

const present = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
