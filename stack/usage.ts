import { STACK_PORTS } from './stack-ports.ts';

/** Writes the text that `npm start -- --help` prints. */
export function usage(): string {
  const ports = Object.values(STACK_PORTS)
    .map(({ variable, standard, purpose }) => `  ${variable.padEnd(22)} ${purpose} (${standard})`)
    .join('\n');
  return `npm start -- [flags]    brings up the whole platform with demo data; Ctrl-C stops it, state is kept

  --hold-minutes N       release an unpaid seat after N minutes instead of 24 hours
  --reset                forget all data of earlier starts and begin anew
  --empty                without demo data, to set everything up in the console: with --reset;
                         later starts add none either, until the next reset
  --help                 this text

Environment
${ports}
  CET_DATA_DIR           where data and logs are kept (.data)
  DATABASE_URL           use this PostgreSQL instead of the embedded one, as the
                         application's role; with it MIGRATION_DATABASE_URL, as the
                         owner of the database
  TEMPORAL_ADDRESS       use this Temporal instead of the embedded one; with it
                         TEMPORAL_NAMESPACE, TEMPORAL_UI_URL, TEMPORAL_API_KEY,
                         TEMPORAL_TLS, TEMPORAL_TLS_CERT, TEMPORAL_TLS_KEY
  SMTP_URL, MAIL_FROM    send mail there instead of to the mailbox
  SMS_URL, SMS_KEY       post text messages there instead of to the mailbox
  ALIPAY_*, PAYEASE_*    use these merchant accounts instead of the sandboxes
  PUBLIC_URL             the site's address as browsers see it
  LISTEN_HOST            0.0.0.0 serves other machines too: the demo's passwords are known`;
}
