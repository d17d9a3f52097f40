import { type StackPorts } from './stack-ports.ts';
import { textTable } from './commands/text-table.ts';

export interface SignIn {
  role: string;
  account: string;
  password: string;
  note: string;
}

export interface Welcome {
  site: string;
  temporalUi: string;
  ports: StackPorts;
  /** True when mailbox and sandbox gateway run. */
  sandbox: boolean;
  signIns: readonly SignIn[];
  logDir: string;
}

/** Writes the text that is printed when everything is up: addresses and sign-ins. */
export function welcome({ site, temporalUi, ports, sandbox, signIns, logDir }: Welcome): string {
  const addresses = [
    ['Site', site],
    ['Staff', `${site}/staff`],
    ...(sandbox
      ? [
          ['Mailbox', `http://localhost:${ports.mailbox}`],
          ['Sandbox gateway', `http://localhost:${ports.alipay}`],
        ]
      : []),
    ['Temporal UI', temporalUi],
    ['API docs', `${site}/api/docs`],
    ['Health', `${site}/healthz`],
    ['Logs', logDir],
  ];
  const people = signIns.map(({ role, account, password, note }) => [role, account, password, note]);
  return [
    '',
    ...textTable(addresses),
    ...(people.length > 0 ? ['', ...textTable([['Role', 'Account', 'Password', ''], ...people])] : []),
    '',
    'Ctrl-C stops everything; state is kept until npm start -- --reset.',
    '',
  ].join('\n');
}
