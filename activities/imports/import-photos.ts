import { createHash } from 'node:crypto';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { photoIndex } from '../../db/roll/roll-digest.ts';
import { lockImports } from '../../db/roll/import-candidates.ts';
import { findPhotoHolders, type PhotoHolder, writePhotos } from '../../db/roll/import-photos.ts';
import { recordImport } from '../../db/roll/import-log.ts';
import { sealPhoto } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { flaw, type Flaw } from '../../domain/cells/flaws.ts';
import { MAX_PHOTO_BYTES, PHOTO_DIMENSIONS, type PhotoType } from '../../domain/roll/photo.ts';
import type { BadRow } from './bad-rows.ts';
import { checkKeys } from './check-keys.ts';
import { changedSince } from './import-error.ts';
import type { ImportReport, OnProgress } from './import-report.ts';
import { requireSession } from './import-session.ts';
import { inspectPhoto } from './photo-content.ts';
import { holderOf, type PhotoName, readPhotoName, shownPath } from './photo-names.ts';
import type { PhotoFile, PhotoSource } from './photo-source.ts';
import type { Actor } from '../../domain/actor.ts';

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
}

/** A usable file and the roll entry it belongs to. */
interface Photo {
  file: PhotoFile;
  candidateId: string;
  photoId: string;
  type: PhotoType;
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
  const { photos, badRows } = await checkPhotos(request);
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
  };
  if (request.checkOnly || (badRows.length > 0 && !request.skipBadRows))
    return { ...report, imported: false };

  await writeAll(request, changed);
  await recordImport(
    db,
    {
      kind: 'photos',
      fileDigest: digestOf(examSessionId, photos),
      target: examSessionId,
      actor: request.actor ?? 'staff/command-line',
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

async function checkPhotos(request: PhotoImportRequest): Promise<Check> {
  const { db, vault, source, examSessionId, scope = '*', onProgress = () => {} } = request;
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
      const photo = 'code' in found ? found : await readPhoto(vault, file, found, lineOf);
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
  vault: Vault,
  file: PhotoFile,
  { candidateId, photoId: before }: PhotoHolder,
  lineOf: Map<string, number>,
): Promise<Photo | Flaw<'file'>> {
  const sameLine = lineOf.get(candidateId);
  if (sameLine !== undefined) return flaw('file', 'DUPLICATE_PHOTO', { line: sameLine });
  const bytes = await file.read(MAX_PHOTO_BYTES + 1);
  const head = await inspectPhoto(bytes);
  if (typeof head === 'string') {
    return flaw('file', head, { ...PHOTO_DIMENSIONS, limit: MAX_PHOTO_BYTES / 1024 });
  }
  return { file, candidateId, photoId: photoIndex(vault, bytes), type: head.type, before };
}

async function writeAll(request: PhotoImportRequest, changed: Photo[]): Promise<void> {
  const { db, vault, clock, source, onProgress = () => {} } = request;
  let doneCount = 0;
  for (const batch of batches(changed)) {
    const items = await Promise.all(
      batch.map(async ({ file, candidateId, photoId, type }) => {
        const bytes = await file.read(MAX_PHOTO_BYTES + 1);
        if (photoIndex(vault, bytes) !== photoId) throw changedSince(source.name);
        return { candidateId, photoId, type, sealed: sealPhoto(vault, photoId, bytes) };
      }),
    );
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
    studentNumberIndexes: names.map((name) => name.studentNumberIndex),
    idNumberIndexes: names.flatMap((name) => name.idNumberIndexes),
  };
}

function badFile(line: number, { path }: PhotoFile, { code, message }: Flaw<'file'>): BadRow {
  return {
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
