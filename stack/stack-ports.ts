import type { WantedPort } from './processes/ports.ts';
import { StackError } from './stack-error.ts';

/** The ports that `npm start` may listen on, each with its standard number and the variable that sets another. */
export const STACK_PORTS = {
  site: { variable: 'PORT', standard: 3000, purpose: 'site and API' },
  alipay: { variable: 'SANDBOX_ALIPAY_PORT', standard: 3010, purpose: 'sandboxes of Alipay and PayEase' },
  mailbox: { variable: 'SANDBOX_MAILBOX_PORT', standard: 3020, purpose: 'mailbox' },
  smtp: { variable: 'SANDBOX_SMTP_PORT', standard: 3025, purpose: 'SMTP of the mailbox' },
  postgres: { variable: 'POSTGRES_PORT', standard: 54320, purpose: 'PostgreSQL' },
  temporal: { variable: 'TEMPORAL_PORT', standard: 7233, purpose: 'Temporal' },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', standard: 8233, purpose: 'Temporal UI' },
} as const;

export type StackPort = keyof typeof STACK_PORTS;
export type StackPorts = Record<StackPort, number>;

/** Reads the ports from the environment. @throws StackError naming the variable that is no port number */
export function readStackPorts(environment: NodeJS.ProcessEnv): StackPorts {
  const entries = Object.entries(STACK_PORTS).map(([name, { variable, standard }]) => {
    const port = Number(environment[variable] || standard);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new StackError(
        `${variable} must be a port number from 1 to 65535, not "${environment[variable]}"`,
      );
    }
    return [name, port] as const;
  });
  return Object.fromEntries(entries) as StackPorts;
}

/** Lists ports in the form that `requireFreePorts` takes. */
export function wantedPorts(ports: StackPorts, used: readonly StackPort[]): WantedPort[] {
  return used.map((name) => ({ port: ports[name], ...STACK_PORTS[name] }));
}
