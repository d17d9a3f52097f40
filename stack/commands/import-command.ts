import { rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { placeWord } from '../../domain/batches/row-place.ts';
import { badRowsFile } from '../../domain/imports/bad-rows.ts';
import { ImportError } from '../../activities/imports/import-error.ts';
import type { ImportProgress, ImportReport } from '../../activities/imports/import-report.ts';
import { importRoll, type ImportRequest, importScores } from '../../activities/imports/import-here.ts';
import { importPhotos } from '../../activities/imports/import-photos.ts';
import { readImportFile } from '../../activities/imports/import-source.ts';
import { openPhotos } from '../../activities/imports/photo-source.ts';
import type { Clock } from '../../config/clock.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createVault } from '../../db/vault.ts';
import { IMPORT_USAGE, type ImportFlags, readImportFlags } from './import-flags.ts';
import { platformAccess } from './local-platform.ts';
import { sessionMeant } from './session-meant.ts';
import { StackError } from '../stack-error.ts';

export interface ImportCommand {
  args: string[];
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  /** Prints one line. */
  print: (line: string) => void;
  onProgress: (line: string) => void;
}

export const EXIT_DONE = 0;
const EXIT_BAD_ROWS = 1;
export const EXIT_UNUSABLE = 2;

const POOL_SIZE = 2;
/** The most bad cells that are printed; the file of bad rows names all. */
const MAX_PRINTED_FLAWS = 50;

/** Runs `npm run import -- ...`. @returns the exit code */
export async function runImportCommand(command: ImportCommand): Promise<number> {
  const { environment, print } = command;
  const chinese = /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '');
  try {
    const flags = readImportFlags(command.args);
    if (flags) return await runImport(command, flags, chinese ? 'zh' : 'en');
    print(IMPORT_USAGE);
    return EXIT_DONE;
  } catch (error) {
    if (error instanceof ImportError) print(error.text[chinese ? 'zh' : 'en']);
    else if (error instanceof StackError) print(error.message);
    else print(`The import stopped: ${databaseTrouble(error)}. Rows already written stay; import again.`);
    return EXIT_UNUSABLE;
  }
}

async function runImport(
  { environment, clock, print, onProgress }: ImportCommand,
  flags: ImportFlags,
  language: 'zh' | 'en',
): Promise<number> {
  // npm runs scripts in the project's folder and keeps the caller's own in INIT_CWD.
  const path = resolve(environment.INIT_CWD || process.cwd(), flags.file);
  const takeIn = await openImport(flags, path);
  const access = await platformAccess(environment);
  const vault = createVault(access);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: POOL_SIZE });
  try {
    const common = {
      db,
      vault,
      clock,
      checkOnly: flags.checkOnly,
      skipBadRows: flags.skipBadRows,
      onProgress: (progress: ImportProgress) => onProgress(progressLine(progress)),
    };
    const report = await takeIn(common, async () => flags.examSessionId ?? sessionMeant(db, print));
    await reportBadRows(report, `${path}.errors.csv`, print, language);
    for (const line of summary(report, basename(path))) print(line);
    return report.badRows.length > 0 && !report.imported ? EXIT_BAD_ROWS : EXIT_DONE;
  } finally {
    await close();
  }
}

type Common = Omit<ImportRequest, 'source'>;
type TakeIn = (common: Common, examSession: () => Promise<string>) => Promise<ImportReport>;

/** Opens what is to be imported before anything else: a wrong path is the likeliest mistake. */
async function openImport({ kind, scope }: ImportFlags, path: string): Promise<TakeIn> {
  if (kind === 'photos') {
    const source = await openPhotos(path);
    return async (common, examSession) =>
      importPhotos({ ...common, source, scope, examSessionId: await examSession() });
  }
  const source = await readImportFile(path);
  if (kind === 'scores') return (common) => importScores({ ...common, source });
  return async (common, examSession) =>
    importRoll({ ...common, source, scope, examSessionId: await examSession() });
}

async function reportBadRows(
  report: ImportReport,
  errorsPath: string,
  print: (line: string) => void,
  language: 'zh' | 'en',
): Promise<void> {
  if (report.badRows.length === 0) {
    // A file left by an earlier try would say that something is still wrong.
    await rm(errorsPath, { force: true });
    return;
  }
  const flaws = report.badRows.flatMap((row) =>
    row.flaws.map((flaw) => ({ ...flaw, place: placeWord(row) })),
  );
  for (const { place, column, message, masked } of flaws.slice(0, MAX_PRINTED_FLAWS)) {
    if (report.kind === 'photos') print(`${masked}: ${message[language]}`);
    else {
      print(
        language === 'zh'
          ? `第 ${place} 行 ${column.zh}：${message.zh}`
          : `line ${place}, ${column.zh} (${column.en}): ${message.en}`,
      );
    }
  }
  const written = await writeFile(errorsPath, badRowsFile(report.badRows)).then(
    () => true,
    () => false,
  );
  const hidden = flaws.length - MAX_PRINTED_FLAWS;
  if (hidden > 0) print(`... and ${number(hidden)} more`);
  print(
    written
      ? `All bad rows: ${errorsPath}`
      : `${basename(errorsPath)} could not be written: check the folder's permissions`,
  );
}

function summary(report: ImportReport, name: string): string[] {
  const { rowCount, insertedCount, updatedCount, unchangedCount, badRows, imported } = report;
  const lines = [];
  if (report.ignoredHeadings.length > 0)
    lines.push(`Columns that are not imported: ${report.ignoredHeadings.join(', ')}`);
  if (report.unreadSheets.length > 0)
    lines.push(`Sheets that are not imported: ${report.unreadSheets.join(', ')}`);
  const changed = `${number(insertedCount + updatedCount)} of ${number(rowCount)}`;
  const parts = `${number(insertedCount)} new, ${number(updatedCount)} updated, ${number(unchangedCount)} as before`;
  const bad = badRows.length > 0 ? `, ${number(badRows.length)} bad` : '';
  lines.push(`${name}: ${changed} ${imported ? 'changed' : 'would change'} (${parts}${bad})`);
  if (!imported) lines.push('Nothing was imported.');
  return lines;
}

function progressLine({ phase, doneCount, totalCount }: ImportProgress): string {
  return phase === 'checking'
    ? `${number(doneCount)} checked`
    : `${number(doneCount)} of ${number(totalCount ?? doneCount)} imported`;
}

/** A driver's error names the statement and its parameters, which may be personal: only its kind is told. */
export function databaseTrouble(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (code === '42P01') return 'the database has no tables of this platform; start the platform once';
  if (code === '28P01' || code === '3D000') return 'the database refuses the sign-in; check DATABASE_URL';
  if (/^(ECONN|ENOTFOUND|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_)/.test(code)) {
    return `the database cannot be reached (${code}); check DATABASE_URL, or that the platform is running`;
  }
  return code ? `error ${code}` : cause instanceof Error ? cause.name : 'an unknown error';
}

function number(count: number): string {
  return count.toLocaleString('en');
}
