import { join } from 'node:path';
import { systemClock } from '../../config/clock.ts';
import { publicKeyOf } from '../alipay/alipay-keys.ts';
import { createAlipaySandbox } from './alipay/alipay-sandbox.ts';
import { createMailbox } from './mailbox/mailbox.ts';
import { createPayeaseSandbox } from './payease/payease-sandbox.ts';
import { readSandboxEnvironment, type SandboxEnvironment } from './sandbox-environment.ts';

const STOP_TIMEOUT_MS = 5_000;
const PAYEASE_BASE = '/payease';

/** Runs the sandboxes of Alipay and PayEase and the mailbox in this process until it is told to stop. */
async function run(environment: SandboxEnvironment): Promise<void> {
  const statePath = (name: string) =>
    environment.SANDBOX_STATE_DIR === undefined
      ? {}
      : { statePath: join(environment.SANDBOX_STATE_DIR, name) };
  const alipay = await createAlipaySandbox({
    keys: {
      appPublicKey: publicKeyOf(environment.ALIPAY_APP_PRIVATE_KEY),
      alipayPrivateKey: environment.SANDBOX_ALIPAY_PRIVATE_KEY,
    },
    appId: environment.ALIPAY_APP_ID,
    sellerId: environment.ALIPAY_SELLER_ID,
    clock: systemClock,
    timeScale: environment.SANDBOX_TIME_SCALE,
    ...statePath('alipay.json'),
  });
  const payease = await createPayeaseSandbox({
    merchantId: environment.PAYEASE_MERCHANT_ID,
    key: environment.PAYEASE_KEY,
    privateKey: environment.SANDBOX_ALIPAY_PRIVATE_KEY,
    refundOperator: environment.PAYEASE_REFUND_OPERATOR,
    notifyUrl: environment.SANDBOX_PAYEASE_NOTIFY_URL,
    clock: systemClock,
    base: PAYEASE_BASE,
    timeScale: environment.SANDBOX_TIME_SCALE,
    ...statePath('payease-trades.json'),
  });
  alipay.app.route(PAYEASE_BASE, payease.app);
  const mailbox = await createMailbox({
    clock: systemClock,
    ...statePath('mailbox.json'),
    ...(environment.SANDBOX_STATE_DIR && {
      textsStatePath: join(environment.SANDBOX_STATE_DIR, 'texts.json'),
    }),
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    Promise.all([alipay.close(), payease.close(), mailbox.close()]).then(
      () => process.exit(0),
      (error: unknown) => fail([`stopping: ${messageOf(error)}`]),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);

  const gateway = await alipay.listen(environment.SANDBOX_ALIPAY_PORT);
  const mail = await mailbox.listen({
    web: environment.SANDBOX_MAILBOX_PORT,
    smtp: environment.SANDBOX_SMTP_PORT,
  });
  process.stdout.write(`alipay sandbox ${gateway.url}, mailbox ${mail.url}, ${mail.smtpUrl}\n`);
  process.send?.('ready');
}

function fail(problems: string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const settings = readSandboxEnvironment(process.env);
if (!settings.ok) fail(settings.problems);
run(settings.environment).catch((error: unknown) => fail([messageOf(error)]));
