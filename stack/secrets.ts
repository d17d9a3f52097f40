import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateAlipayKeys } from '../gateways/alipay/alipay-keys.ts';
import { StackError } from './stack-error.ts';

const key = z.string().regex(/^[0-9a-f]{64}$/);
const secretsSchema = z.object({
  dataKey: key,
  indexKey: key,
  payloadKey: key,
  captchaKey: key,
  auditKey: key,
  alipay: z.object({
    appPrivateKey: z.string(),
    appPublicKey: z.string(),
    alipayPrivateKey: z.string(),
    alipayPublicKey: z.string(),
  }),
});

export type Secrets = z.infer<typeof secretsSchema>;

/** The secrets of this data directory: made at the first start, the same at every later one. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return makeSecrets(dataDir, path);
  }
  const kept = parseJson(text);
  const parsed = secretsSchema.safeParse(kept);
  if (parsed.success) return parsed.data;
  // Data of releases that sealed nothing yet: their key is made now.
  const completed = secretsSchema.safeParse({ auditKey: randomKey(), ...(kept as object) });
  if (completed.success) return keep(dataDir, path, completed.data);
  // New keys could not decrypt the data that is there.
  throw new StackError(
    `${path} is damaged: put it back from a backup, or begin anew with npm start -- --reset`,
  );
}

async function makeSecrets(dataDir: string, path: string): Promise<Secrets> {
  const secrets: Secrets = {
    dataKey: randomKey(),
    indexKey: randomKey(),
    payloadKey: randomKey(),
    captchaKey: randomKey(),
    auditKey: randomKey(),
    alipay: await generateAlipayKeys(),
  };
  return keep(dataDir, path, secrets);
}

function keep(dataDir: string, path: string, secrets: Secrets): Secrets {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const randomKey = () => randomBytes(32).toString('hex');
