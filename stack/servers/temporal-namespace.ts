import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { temporal } from '@temporalio/proto';
import { StackError } from '../stack-error.ts';

const RETENTION_DAYS = 30;
const CALL_TIMEOUT_MS = 20_000;
const RETRY_MS = 250;
const MS_PER_DAY = 86_400_000;

const KEYWORD = 2 satisfies temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/** The gRPC codes for a call that is not permitted or not offered; Temporal Cloud answers one of them here. */
const NOT_OFFERED = new Set([7, 12]);
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/**
 * Makes a namespace of any Temporal service ready: it exists, keeps closed workflows for 30 days and knows the search
 * attributes. Does only what is missing, so every start may call it.
 * @throws StackError when something is missing that only the service's own console can add
 */
export async function prepareNamespace(
  connection: Connection,
  namespace: string,
  searchAttributes: Readonly<Record<string, 'Keyword'>>,
): Promise<void> {
  await connection.withDeadline(Date.now() + 2 * CALL_TIMEOUT_MS, async () => {
    await ensureNamespace(connection, namespace);
    await onceKnown(() => ensureSearchAttributes(connection, namespace, searchAttributes));
  });
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  const retention = msToTs(RETENTION_DAYS * MS_PER_DAY);
  const { workflowService } = connection;
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    if (config?.workflowExecutionRetentionTtl?.seconds?.eq(retention.seconds ?? 0)) return;
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention },
    });
  } catch (error) {
    const code = codeOf(error);
    // A service that offers no such call has its retention set in a console, which is then the right one.
    if (NOT_OFFERED.has(code)) return;
    if (code !== NOT_FOUND) throw error;
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention })
      .catch(ignoreExisting);
  }
}

async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  wanted: Readonly<Record<string, 'Keyword'>>,
): Promise<void> {
  const { operatorService } = connection;
  const known = await operatorService.listSearchAttributes({ namespace }).then(
    (answer) => answer.customAttributes ?? {},
    (error: unknown) => {
      // The time-skipping test server can add, not list.
      if (NOT_OFFERED.has(codeOf(error))) return {};
      throw error;
    },
  );
  const missing = Object.keys(wanted).filter((name) => !(name in known));
  if (missing.length === 0) return;
  try {
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
  } catch (error) {
    if (NOT_OFFERED.has(codeOf(error))) {
      throw new StackError(
        `Namespace ${namespace} lacks the search attributes ${missing.join(', ')}: add them as Keyword in the service's console`,
        { cause: error },
      );
    }
    ignoreExisting(error);
  }
}

/** Repeats a call while the namespace is unknown: not every part of the server knows a new one at once. */
async function onceKnown(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + CALL_TIMEOUT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== NOT_FOUND || Date.now() > deadline) throw error;
    }
    await delay(RETRY_MS);
  }
}

function ignoreExisting(error: unknown): void {
  if (codeOf(error) !== ALREADY_EXISTS) throw error;
}

function codeOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : Number.NaN;
}
