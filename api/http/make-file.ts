import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { recordAudit } from '../../db/record-audit.ts';
import {
  addExportPiece,
  beginExport,
  type ExportRecord,
  finishExport,
  readExport,
} from '../../db/staff/exports.ts';
import { staffActor } from '../../domain/actor.ts';
import type { ExportedList } from '../../domain/audit.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import type { Language } from '../../domain/moments.ts';
import { EXPORT_LIFE_MS, type ExportFormat } from '../../domain/staff/exports.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError } from './errors.ts';
import { exportView } from './export-view.ts';
import { orAfter } from './or-after.ts';
import { createTurns } from './turns.ts';

/** The size of the pieces that a file is kept in. */
const PIECE_BYTES = 128 * 1024;
/** A file that takes longer is made on while its owner looks after it. */
const ANSWERED_WITHIN_MS = 10_000;
/** Files that a process makes at a time; each reads on a connection of its own. */
const turns = createTurns({ concurrent: 2, waiting: 20 });

export type ExportDependencies = Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'log'>;

/** A file that is made piece by piece; `count` is told how many rows are in it so far. */
export interface FileToMake {
  list: ExportedList;
  format: ExportFormat;
  language: Language;
  /** What was asked for, without what is personal. */
  filter: Record<string, string>;
  pieces: (count: (rows: number) => void) => AsyncIterable<{ body: Buffer } | { head: Buffer }>;
}

/** Makes any file that staff take, keeps it for a day, and answers with how it stands. */
export async function answerFile(c: Context<ApiEnv>, deps: ExportDependencies, file: FileToMake) {
  const { staff } = c.var;
  const record = await beginExport(deps.db, exportOf(staff, file, deps.clock.now()));
  const made = turns.take(() => makeFile(deps, record, file));
  const failed = made.then(
    () => null,
    (error: unknown) => failExport(deps, record.id, error),
  );
  const waited = await orAfter(ANSWERED_WITHIN_MS, failed, null);
  if (waited instanceof ApiError) throw waited;
  const now = deps.clock.now();
  const stands = (await readExport(deps.db, record, now)) ?? record;
  return c.json(exportView(stands, staff, now), 200);
}

function exportOf(
  { account, scope }: StaffSession,
  { list, format, language, filter }: FileToMake,
  at: Instant,
) {
  const ending = format.startsWith('csv') ? 'csv' : format;
  return {
    id: randomUUID(),
    account,
    list,
    format,
    language,
    scope,
    filter,
    fileName: `${list}-${formatBeijingTime(at).replaceAll(/\D/g, '')}.${ending}`,
    askedAt: at,
    expiresAt: at + EXPORT_LIFE_MS,
  };
}

/** A file whose record went while it was made. */
class ExportGone extends Error {
  override readonly name = 'ExportGone';
}

async function makeFile(deps: ExportDependencies, record: ExportRecord, file: FileToMake) {
  const { db, vault, clock } = deps;
  const { id, account } = record;
  let rowCount = 0;
  let position = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const keep = async (at: number, bytes: Buffer) => {
    const piece = { file: record, position: at, bytes };
    const isKept = await addExportPiece(db, vault, piece, { rowCount, now: clock.now() });
    if (!isKept) throw new ExportGone();
  };
  const flush = async () => {
    if (waitingBytes === 0) return;
    const bytes = Buffer.concat(waiting);
    [waiting, waitingBytes] = [[], 0];
    position += 1;
    await keep(position, bytes);
  };
  const pieces = file.pieces((rows) => {
    rowCount += rows;
  });
  for await (const piece of pieces) {
    if ('head' in piece) {
      await keep(0, piece.head);
      continue;
    }
    waiting.push(piece.body);
    waitingBytes += piece.body.length;
    if (waitingBytes >= PIECE_BYTES) await flush();
  }
  await flush();
  await db.transaction(async (tx) => {
    if (!(await finishExport(tx, id, { rowCount }))) throw new ExportGone();
    const { list, format, filter } = file;
    await recordAudit(tx, {
      actor: staffActor(account),
      action: 'listExported',
      target: `list/${list}`,
      details: { list, format, filter, rowCount },
      happenedAt: clock.now(),
    });
  });
}

/** Notes that a file was not made, and why. @returns the refusal */
async function failExport({ db, log }: ExportDependencies, id: string, error: unknown): Promise<ApiError> {
  const refusal = error instanceof ApiError ? error : new ApiError('EXPORT_FAILED');
  if (!(error instanceof ApiError) && !(error instanceof ExportGone))
    log.error({ error, exportId: id }, 'a list was not exported');
  const problem = refusal.code === 'EXPORT_TOO_LARGE' ? 'EXPORT_TOO_LARGE' : 'EXPORT_FAILED';
  await finishExport(db, id, { problem }).catch((failure: unknown) =>
    log.error({ error: failure, exportId: id }, 'a failed export stays as it was'),
  );
  return refusal;
}
