import { z } from 'zod';
import { unsafeSettings } from './unsafe-settings.ts';

/**
 * Every setting a process takes from its environment, in one place. Data that staff edit (windows, fees, texts)
 * is not here: it lives in the database.
 */
const key32 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'must be 32 bytes in hex (64 characters): openssl rand -hex 32');

/** Keys that are no longer current, separated by commas. */
const earlierKeys = z
  .string()
  .regex(/^([0-9a-f]{64}(,|$))*$/i, 'must be keys like the current one, separated by commas')
  .default('')
  .transform((text) => text.split(',').filter((one) => one !== ''));

const databaseUrlSchema = z.url({ protocol: /^postgres(ql)?$/ });

const environmentSchema = z.object({
  /** `production` refuses development secrets and plain-http addresses. */
  APP_ENV: z.enum(['demo', 'test', 'production']).default('production'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),

  /** Node's own: `0` takes any server for the one it says it is, so production refuses it. */
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  /** Node's own: production refuses what opens a process, or what it says to others, to whoever reaches it. */
  NODE_OPTIONS: z.string().optional(),

  /** The address to listen on; 127.0.0.1 behind a proxy on the same machine. */
  LISTEN_HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** The address of the figures for Prometheus; nobody outside has any business there. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
  /** The one origin of site and API, as browsers see it. */
  PUBLIC_URL: z.url(),
  /** The built web front end that the API serves; empty serves the API alone. */
  WEB_DIST: z.string().default(''),
  /** The number of proxies in front of the API that may be believed about `X-Forwarded-For`. */
  TRUSTED_PROXY_COUNT: z.coerce.number().int().min(0).max(5).default(0),

  /** The database as the application's role: one that neither owns the tables nor is a superuser. */
  DATABASE_URL: databaseUrlSchema,
  /** The days that the security log is kept; the database lets nothing younger than 180 go. */
  SECURITY_LOG_DAYS: z.coerce.number().int().min(180).max(3_650).default(180),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(20),

  TEMPORAL_ADDRESS: z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('registration'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.stringbool().default(false),
  /** Paths of PEM files, for a cluster that asks for client certificates. */
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  /** The origin where operators open the Temporal UI, the only one the codec endpoint answers to. */
  TEMPORAL_UI_URL: z.url(),

  /** Encrypts personal data at rest. */
  DATA_KEY: key32,
  /** Keys of data that `npm run rotate-keys` has not sealed anew yet. */
  DATA_KEYS_BEFORE: earlierKeys,
  /** The key of data that names neither key nor row, as releases before sealed it; without it such data is refused. */
  DATA_KEY_V1: key32.optional(),
  /** Keys the blind indexes by which encrypted ID numbers and addresses are found. */
  INDEX_KEY: key32,
  /** Encrypts Temporal payloads. */
  PAYLOAD_KEY: key32,
  /** Keys of payloads that open workflows and kept histories still hold. */
  PAYLOAD_KEYS_BEFORE: earlierKeys,
  /** Keys the seals of the audit trails. */
  AUDIT_KEY: key32,
  /** Keys of earlier seals. */
  AUDIT_KEYS_BEFORE: earlierKeys,
  /** Signs captcha challenges. */
  CAPTCHA_KEY: key32,

  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]*<[^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;"]+>|[^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;"]+)$/,
      'must be an address: no-reply@cet.example, or CET <no-reply@cet.example>',
    ),

  /** The address to which text messages are posted, as JSON `{ id, to, text }`. */
  SMS_URL: z.url({ protocol: /^https?$/ }),
  /** The bearer token sent to it. */
  SMS_KEY: z.string().optional(),

  ALIPAY_GATEWAY_URL: z.url(),
  ALIPAY_APP_ID: z.string().min(1),
  ALIPAY_SELLER_ID: z.string().min(1),
  /** The app's key, Base64 PKCS#8 without header lines. */
  ALIPAY_APP_PRIVATE_KEY: z.string().min(1),
  /** Alipay's key, Base64 SubjectPublicKeyInfo without header lines. */
  ALIPAY_PUBLIC_KEY: z.string().min(1),

  PAYEASE_GATEWAY_URL: z.url(),
  PAYEASE_MERCHANT_ID: z.string().regex(/^[A-Za-z0-9]{1,20}$/, 'must be letters and digits'),
  /** The secret shared with PayEase; it keys the digests of both sides. */
  PAYEASE_KEY: z.string().min(8),
  /** The address where our servers ask PayEase; payers' browsers go to the gateway's address. */
  PAYEASE_API_URL: z.url(),
  /** PayEase's key, Base64 SubjectPublicKeyInfo without header lines. */
  PAYEASE_PUBLIC_KEY: z.string().min(1),
  /** The account at PayEase in whose name refunds are asked for. */
  PAYEASE_REFUND_OPERATOR: z.string().min(1),
});

export type Environment = z.infer<typeof environmentSchema>;

/** Names the settings that are missing or malformed, one line each. Values are never repeated: they may be secrets. */
export class EnvironmentError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The environment is not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/**
 * Reads and checks the environment of one process.
 * @throws EnvironmentError naming every setting to mend
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map(
        (issue) =>
          `${issue.path.join('.')}: ${present[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`,
      ),
    );
  }
  const environment = parsed.data;
  const problems = environment.APP_ENV === 'production' ? unsafeSettings(environment) : [];
  // One would be in the other's place, and figures are for nobody who reaches the site.
  if (environment.METRICS_PORT === environment.PORT)
    problems.push('METRICS_PORT: is the port of the site as well (PORT); set another');
  if (problems.length > 0) throw new EnvironmentError(problems);
  return environment;
}

/** Says why a process must not start on its database, a line each. */
export type DatabaseInspection = (
  url: string,
  options: { production: boolean; waitMs?: number; environment?: Environment },
) => Promise<string[]>;

/**
 * Reads and checks the environment of one process, and has its database inspected.
 * @throws EnvironmentError naming everything to mend, in the database as well
 */
export async function checkedEnvironment(
  inspectDatabase: DatabaseInspection,
  source: Record<string, string | undefined> = process.env,
): Promise<Environment> {
  const problems: string[] = [];
  let environment: Environment | undefined;
  try {
    environment = readEnvironment(source);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    problems.push(...error.problems);
  }
  const url = databaseUrlSchema.safeParse(source.DATABASE_URL);
  // A process that cannot start anyway does not wait for its database.
  if (url.success) {
    const production = (source.APP_ENV || 'production') === 'production';
    problems.push(
      ...(await inspectDatabase(url.data, {
        production,
        ...(environment ? { environment } : { waitMs: 0 }),
      })),
    );
  }
  if (!environment || problems.length > 0) throw new EnvironmentError(problems);
  return environment;
}

/** Reads the environment of this process; if it is not usable, says what to mend, a line each, and exits. */
export async function environmentOrExit(inspectDatabase: DatabaseInspection): Promise<Environment> {
  // Whoever started this process may go while it waits for its database.
  const leave = () => process.exit(0);
  process.once('disconnect', leave);
  try {
    return await checkedEnvironment(inspectDatabase);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.problems.join('\n')}\n`);
    return process.exit(1);
  } finally {
    process.off('disconnect', leave);
  }
}
