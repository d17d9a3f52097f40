import { Client, Connection } from '@temporalio/client';
import type { ReconciliationSummary } from '../../activities/payment/compare-with-bill.ts';
import { beijingDay, parseBeijingTime } from '../../domain/beijing-time.ts';
import { type GatewayName } from '../../gateways/payment-gateway.ts';
import { GATEWAY_NAMES } from '../../gateways/payment-gateways.ts';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { plainCode } from '../../domain/text/code.ts';
import type { Instant } from '../../domain/time.ts';
import { type KeyRegistry, KeyRing } from '../../gateways/temporal/key-ring.ts';
import { RECONCILE_DAY_WORKFLOW, reconciliationWorkflowId } from '../../workflows/payment/messages.ts';
import { EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { temporalAccess } from './local-platform.ts';
import { parseOptions } from '../parse-options.ts';
import { StackError } from '../stack-error.ts';
import { textTable } from './text-table.ts';

const RECONCILE_USAGE = `npm run reconcile -- 2026-11-20    compares one Beijing day with every gateway's bill

  --gateway NAME         this gateway only: ${GATEWAY_NAMES.join(', ')}
  --help                 this text

Payments whose notice was lost are told to their registrations; what does not agree becomes a line for finance.
Temporal is the one of the platform running here, or the one of TEMPORAL_ADDRESS with PAYLOAD_KEY.`;

/**
 * This command only reads answers, and prints them: what it asks for is in a workflow's id, so that it needs no database
 * and takes the keys it is given for registered.
 */
const SEALS_NOTHING: KeyRegistry = {
  register: () => Promise.reject(new StackError('the comparison seals nothing')),
  isRegistered: () => Promise.resolve(true),
};

export const EXIT_STILL_GOING = 3;
/** Waiting times. A day that recovers payments is compared again after five minutes; a bill may take hours. */
const PATIENCE = { resultMs: 20 * 60_000, connectMs: 10_000 };

/** Runs `npm run reconcile -- ...`. @returns the exit code */
export async function runReconcileCommand(
  { args, environment, clock, print, onProgress }: ImportCommand,
  { resultMs, connectMs } = PATIENCE,
): Promise<number> {
  try {
    const wanted = readWanted(args, clock.now());
    if (!wanted) {
      print(RECONCILE_USAGE);
      return EXIT_DONE;
    }
    const access = await temporalAccess(environment);
    const connection = await connected(access.connection, connectMs);
    try {
      const { namespace, taskQueue, payloadKeys } = access;
      const ring = new KeyRing(payloadKeys, SEALS_NOTHING);
      const client = new Client({ connection, namespace, dataConverter: createDataConverter(ring) });
      const compared = await Promise.all(
        wanted.gateways.map(async (gateway) => {
          const handle = await start(client, taskQueue, { gateway, day: wanted.day });
          onProgress(`asking ${gateway} for its bill of ${wanted.day}`);
          return { gateway, workflowId: handle.workflowId, summary: await within(handle.result(), resultMs) };
        }),
      );
      for (const line of report(compared.flatMap(({ summary }) => summary ?? []))) print(line);
      const waiting = compared.filter(({ summary }) => !summary);
      for (const { gateway, workflowId } of waiting)
        print(`${gateway}: no bill yet; it goes on by itself as ${workflowId} in Temporal`);
      return waiting.length > 0 ? EXIT_STILL_GOING : EXIT_DONE;
    } finally {
      await connection.close();
    }
  } catch (error) {
    print(error instanceof StackError ? error.message : `The comparison failed: ${String(error)}`);
    return EXIT_UNUSABLE;
  }
}

function start(client: Client, taskQueue: string, { gateway, day }: { gateway: GatewayName; day: string }) {
  return client.workflow.start<() => Promise<ReconciliationSummary>>(RECONCILE_DAY_WORKFLOW, {
    workflowId: reconciliationWorkflowId(gateway, day),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [],
  });
}

async function connected(options: { address: string }, connectTimeout: number): Promise<Connection> {
  try {
    return await Connection.connect({ ...options, connectTimeout });
  } catch {
    throw new StackError(
      `Temporal cannot be reached at ${options.address}: start the platform with npm start, or set TEMPORAL_ADDRESS`,
    );
  }
}

async function within<Value>(work: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), waitMs);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

function report(summaries: ReconciliationSummary[]): string[] {
  if (summaries.length === 0) return [];
  const yuan = (fen: number) => (fen / 100).toFixed(2);
  return textTable([
    ['gateway', 'day', 'payments', 'refunds', 'recovered', 'for finance', 'difference (yuan)'],
    ...summaries.map((one) => [
      one.gateway,
      one.day,
      String(one.billedPayments),
      String(one.billedRefunds),
      String(one.recovered),
      String(one.exceptions),
      yuan(one.differenceFen),
    ]),
  ]);
}

function readWanted(args: string[], now: Instant): { day: string; gateways: readonly GatewayName[] } | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [typed = '', ...more] = positionals;
  const day = plainCode(typed);
  if (more.length > 0 || parseBeijingTime(`${day} 00:00:00`) === null)
    throw new StackError('Say which day: npm run reconcile -- 2026-11-20');
  if (day >= beijingDay(now))
    throw new StackError(`${day} is not over yet in Beijing: its bill is not complete`);
  const gateway = values.gateway && plainCode(values.gateway).toLowerCase();
  const gateways = GATEWAY_NAMES.filter((name) => gateway === undefined || gateway === name);
  if (gateways.length === 0) throw new StackError(`--gateway takes one of ${GATEWAY_NAMES.join(', ')}`);
  return { day, gateways };
}

function parse(args: string[]) {
  return parseOptions('npm run reconcile', {
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, gateway: { type: 'string' } },
  });
}
