import { createHash } from 'node:crypto';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { readExamSession } from '../../db/exam-session/change-exam-session.ts';
import { photoIndex } from '../../db/roll/roll-digest.ts';
import { lockImports } from '../../db/roll/import-candidates.ts';
import {
  findPhotoHolders,
  type PhotoHolder,
  type PhotoImport,
  writePhotos,
} from '../../db/roll/import-photos.ts';
import { recordImport } from '../../db/roll/import-log.ts';
import { sealPhoto } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { flaw, type Flaw } from '../../domain/cells/flaws.ts';
import { MAX_PHOTO_BYTES, type PhotoFlaw, type PhotoRule, photoRuleOf } from '../../domain/roll/photo.ts';
import type { BadRow } from '../../domain/imports/bad-rows.ts';
import { checkKeys } from './check-keys.ts';
import { changedSince } from './import-error.ts';
import type { ImportReport, OnProgress } from './import-report.ts';
import { requireSession } from './import-session.ts';
import { preparePhoto } from './prepare-photo.ts';
import { holderOf, type PhotoName, readPhotoName, shownPath } from './photo-names.ts';
import type { PhotoFile, PhotoSource } from './photo-source.ts';
import { type Actor, COMMAND_LINE } from '../../domain/actor.ts';

export interface PhotoImportRequest {
  db: Database;
  vault: Vault;
  clock: Clock;
  source: PhotoSource;
  examSessionId: string;
  checkOnly?: boolean;
  skipBadRows?: boolean;
  /** `*`, or the code of the only school whose roll may get photos; files then need no folder of its name. */
  scope?: string;
  actor?: Actor;
  onProgress?: OnProgress;
  /** How a file becomes a photo; for files that come many times over, an own way that remembers. */
  prepare?: typeof preparePhoto;
}

/** A usable file and the roll entry it belongs to. */
interface Photo {
  file: PhotoFile;
  candidateId: string;
  photoId: string;
  /** The photo that the roll entry has so far, or null. */
  before: string | null;
}

interface Check {
  photos: Photo[];
  badRows: BadRow[];
}

/** The number of files whose names are looked up, and which are written, together. */
const BATCH_FILES = 100;

/**
 * Imports photos in the same way as `importRoll`: all files are checked before one is written, and importing the same
 * files twice changes nothing. A file is named by the student number or the ID number of its person.
 * @throws ImportError when the exam session or the keys are not those of the platform
 */
export async function importPhotos(request: PhotoImportRequest): Promise<ImportReport> {
  const { db, vault, clock, source, examSessionId, scope = '*' } = request;
  await requireSession(db, examSessionId);
  await checkKeys(db, vault);
  const rule = photoRuleOf((await readExamSession(db, examSessionId))?.settings ?? {});
  const { photos, badRows } = await checkPhotos(request, rule);
  const changed = photos.filter(({ before, photoId }) => before !== photoId);
  const insertedCount = changed.filter(({ before }) => before === null).length;
  const report = {
    kind: 'photos' as const,
    rowCount: source.files.length,
    badRows,
    insertedCount,
    updatedCount: changed.length - insertedCount,
    unchangedCount: photos.length - changed.length,
    ignoredHeadings: [],
    unreadSheets: [],
  };
  if (request.checkOnly || (badRows.length > 0 && !request.skipBadRows))
    return { ...report, imported: false };

  await writeAll(request, rule, changed);
  await recordImport(
    db,
    {
      kind: 'photos',
      fileDigest: digestOf(examSessionId, photos),
      target: examSessionId,
      actor: request.actor ?? COMMAND_LINE,
      scope,
      rowCount: report.rowCount,
      insertedCount,
      updatedCount: report.updatedCount,
      skippedCount: badRows.length,
    },
    clock.now(),
  );
  return { ...report, imported: true };
}

async function checkPhotos(request: PhotoImportRequest, rule: PhotoRule): Promise<Check> {
  const { db, vault, source, examSessionId, scope = '*', onProgress = () => {}, prepare } = request;
  const check: Check = { photos: [], badRows: [] };
  const lineOf = new Map<string, number>();
  let line = 0;
  for (const batch of batches(source.files)) {
    const readings = batch.map((file) => readPhotoName(vault, file, scope === '*' ? null : scope));
    const names = readings.flatMap((reading) => ('name' in reading ? [reading.name] : []));
    const holders = await findPhotoHolders(db, examSessionId, numbersOf(names));
    for (const [index, file] of batch.entries()) {
      line += 1;
      const reading = readings[index] as (typeof readings)[number];
      const found = 'flaw' in reading ? reading.flaw : holderOf(reading.name, holders);
      const photo = 'code' in found ? found : await readPhoto({ vault, rule, prepare }, file, found, lineOf);
      if ('code' in photo) check.badRows.push(badFile(line, file, photo));
      else {
        lineOf.set(photo.candidateId, line);
        check.photos.push(photo);
      }
    }
    onProgress({ phase: 'checking', doneCount: line });
  }
  return check;
}

async function readPhoto(
  { vault, rule, prepare }: { vault: Vault; rule: PhotoRule } & Pick<PhotoImportRequest, 'prepare'>,
  file: PhotoFile,
  { candidateId, photoId: before }: PhotoHolder,
  lineOf: Map<string, number>,
): Promise<Photo | Flaw<'file'>> {
  const sameLine = lineOf.get(candidateId);
  if (sameLine !== undefined) return flaw('file', 'DUPLICATE_PHOTO', { line: sameLine });
  const image = await preparedFile(file, rule, prepare);
  if (typeof image === 'string') return photoFlaw(image, rule);
  return { file, candidateId, photoId: photoIndex(vault, image), before };
}

/** Says what is wrong with a file that cannot become a photo. */
export function photoFlaw(code: PhotoFlaw | 'PHOTO_FILE_TOO_LARGE', rule: PhotoRule): Flaw<'file'> {
  const limit = code === 'PHOTO_FILE_TOO_LARGE' ? MAX_PHOTO_BYTES / 1024 / 1024 : rule.photoKilobytes;
  return flaw('file', code, { width: rule.photoWidth, height: rule.photoHeight, limit });
}

/** Reads a file as the photo that it becomes. */
export async function preparedFile(file: PhotoFile, rule: PhotoRule, prepare = preparePhoto) {
  const bytes = await file.read(MAX_PHOTO_BYTES + 1);
  return bytes.length > MAX_PHOTO_BYTES ? ('PHOTO_FILE_TOO_LARGE' as const) : prepare(bytes, rule);
}

async function writeAll(request: PhotoImportRequest, rule: PhotoRule, changed: Photo[]): Promise<void> {
  const { db, vault, clock, source, onProgress = () => {}, prepare } = request;
  let doneCount = 0;
  for (const batch of batches(changed)) {
    const items: PhotoImport[] = [];
    // One after the other: only one large picture is in memory at a time.
    for (const { file, candidateId, photoId } of batch) {
      const image = await preparedFile(file, rule, prepare);
      if (typeof image === 'string' || photoIndex(vault, image) !== photoId) throw changedSince(source.name);
      items.push({
        candidateId,
        photoId,
        type: 'image/jpeg' as const,
        sealed: sealPhoto(vault, photoId, image),
      });
    }
    await db.transaction(async (transaction) => {
      await lockImports(transaction);
      await writePhotos(transaction, items, clock.now());
    });
    doneCount += batch.length;
    onProgress({ phase: 'importing', doneCount, totalCount: changed.length });
  }
}

function numbersOf(names: PhotoName[]) {
  return {
    studentNumberIndexes: names.flatMap((name) => name.studentNumberIndexes),
    idNumberIndexes: names.flatMap((name) => name.idNumberIndexes),
  };
}

function badFile(line: number, { path }: PhotoFile, { code, message }: Flaw<'file'>): BadRow {
  return {
    sheet: null,
    line,
    flaws: [{ column: { zh: '文件', en: 'file' }, code, message, masked: shownPath(path) }],
  };
}

/**
 * Computes the digest of an import: the same photos of the same people count as the same import, in a folder or a ZIP.
 */
function digestOf(examSessionId: string, photos: Photo[]): string {
  const hash = createHash('sha256').update(`photos/${examSessionId}\0`);
  const lines = photos.map(({ candidateId, photoId }) => `${candidateId}/${photoId}`).toSorted();
  return hash.update(lines.join('\n')).digest('hex');
}

function* batches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += BATCH_FILES) {
    yield items.slice(start, start + BATCH_FILES);
  }
}
