import { readFilePart } from '../../db/batches/batch-files.ts';
import { endStep } from '../../db/batches/end-step.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { DoneRow, RowInTurn } from '../../db/batches/run-page.ts';
import { openFileName, sealHeadings } from '../../db/batches/sealed-batch.ts';
import { countOutcomes, refuseRepeated } from '../../db/batches/settle-rows.ts';
import { type StagedRow, stageRows } from '../../db/batches/stage-rows.ts';
import type { Transaction } from '../../db/connect.ts';
import { readExamSession } from '../../db/exam-session/change-exam-session.ts';
import { lockImports } from '../../db/roll/import-candidates.ts';
import { findPhotoHolders, type PhotoHolder, writePhotos } from '../../db/roll/import-photos.ts';
import { photoIndex } from '../../db/roll/roll-digest.ts';
import { sealPhoto } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { flaw, type Flaw } from '../../domain/cells/flaws.ts';
import { type PhotoRule, photoRuleOf } from '../../domain/roll/photo.ts';
import type { Alive, BatchNeeds, BatchWork } from '../batches/batch-work.ts';
import { checkKeys } from './check-keys.ts';
import { photoFlaw, preparedFile } from './import-photos.ts';
import { endCheck } from './end-check.ts';
import { sessionOf } from '../batches/session-of.ts';
import { requireSession } from './import-session.ts';
import { holderOf, type PhotoName, readPhotoName } from './photo-names.ts';
import { openLargePhotos, type PhotoFile } from './photo-source.ts';

/** The files that are checked, and kept, together. */
const CHECKED_AT_ONCE = 100;
/** The photos that one transaction writes: each is made anew, and nobody waits longer for the page. */
const WRITTEN_AT_ONCE = 50;

/** Photos (ZIP): each file is a row, named by the number of its person. The run makes each photo again, so that none waits unsealed. */
export const PHOTO_WORK: BatchWork = {
  async read({ db, vault, clock }, batch) {
    const headings = {
      sheets: [],
      unread: [],
      texts: [],
      positions: {},
      suggested: {},
      missing: [],
      repeated: [],
    };
    const set = { sealedHeadings: sealHeadings(vault, batch.id, headings) };
    await endStep(db, batch.id, { from: 'reading', to: 'checking', set }, clock.now());
  },
  check: checkFiles,
  async run(needs, batch) {
    const { files } = await keptFilesOf(needs, batch);
    const rule = await ruleOf(needs, batch);
    return {
      pageRows: WRITTEN_AT_ONCE,
      apply: (tx, _batch, rows) => applyRows(tx, needs, batch, { files, rule, rows }),
      finish: async () => {
        keptFiles.delete(batch.id);
        return false;
      },
    };
  },
};

async function checkFiles(needs: BatchNeeds, batch: BatchRecord, alive: Alive): Promise<void> {
  const { db, vault, clock } = needs;
  await requireSession(db, sessionOf(batch));
  await checkKeys(db, vault);
  const { files } = await filesOf(needs, batch);
  const rule = await ruleOf(needs, batch);
  for (let after = batch.cursor; after < files.length; ) {
    const page = files.slice(after, after + CHECKED_AT_ONCE);
    const found = await namedIn(needs, batch, page);
    const rows: StagedRow[] = [];
    for (const [index, file] of page.entries()) {
      const line = after + index + 1;
      rows.push(
        await stagedFile(vault, rule, { line, file, holder: found[index] as PhotoHolder | Flaw<'file'> }),
      );
      alive(line);
    }
    const upTo = after + page.length;
    if (!(await stageRows(db, vault, { batchId: batch.id, after, upTo, rows }, clock.now()))) return;
    after = upTo;
  }
  await refuseRepeated(db, batch.id, { by: 'key', column: 'file', code: 'DUPLICATE_PHOTO' });
  await endCheck(needs, batch, { counts: await countOutcomes(db, batch.id) });
}

async function stagedFile(
  vault: Vault,
  rule: PhotoRule,
  { line, file, holder }: { line: number; file: PhotoFile; holder: PhotoHolder | Flaw<'file'> },
): Promise<StagedRow> {
  const row = { line, cells: { file: file.path } };
  if ('code' in holder) return { ...row, outcome: 'bad', flaws: [holder] };
  const image = await preparedFile(file, rule);
  if (typeof image === 'string') return { ...row, outcome: 'bad', flaws: [photoFlaw(image, rule)] };
  const { candidateId, schoolCode, photoId } = holder;
  const isSame = photoIndex(vault, image) === photoId;
  return {
    ...row,
    outcome: photoId === null ? 'new' : isSame ? 'unchanged' : 'changed',
    key: candidateId,
    schoolCode,
    ...(photoId !== null && { seen: photoId }),
  };
}

async function applyRows(
  tx: Transaction,
  needs: BatchNeeds,
  batch: BatchRecord,
  { files, rule, rows }: { files: PhotoFile[]; rule: PhotoRule; rows: RowInTurn[] },
): Promise<DoneRow[]> {
  const { vault, clock } = needs;
  const named = rows.map(({ line }) => files[line - 1] as PhotoFile);
  const images = [];
  for (const file of named) images.push(await preparedFile(file, rule));
  await lockImports(tx);
  const holders = await namedIn({ ...needs, db: tx }, batch, named);
  const items = [];
  const done: DoneRow[] = [];
  for (const [index, { line, seen }] of rows.entries()) {
    const [image, holder] = [images[index], holders[index]];
    const isAsSeen = holder && !('code' in holder) && holder.photoId === seen;
    if (!isAsSeen || !Buffer.isBuffer(image)) {
      done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
      continue;
    }
    const photoId = photoIndex(vault, image);
    if (photoId !== seen) {
      const sealed = sealPhoto(vault, photoId, image);
      items.push({ candidateId: holder.candidateId, photoId, type: 'image/jpeg' as const, sealed });
    }
    done.push({ line, result: photoId === seen ? 'unchanged' : 'done' });
  }
  await writePhotos(tx, items, clock.now());
  return done;
}

/** Finds whom files are named after, each in turn, or what is wrong with the name. */
async function namedIn(
  { db, vault }: { db: BatchNeeds['db'] | Transaction; vault: Vault },
  batch: BatchRecord,
  files: PhotoFile[],
): Promise<(PhotoHolder | Flaw<'file'>)[]> {
  const { scope } = batch;
  const school = /^\d{5}$/.test(scope) ? scope : null;
  const readings = files.map((file) => readPhotoName(vault, file, school));
  const names = readings.flatMap((reading) => ('name' in reading ? [reading.name] : []));
  const holders = await findPhotoHolders(db, sessionOf(batch), numbersOf(names));
  return readings.map((reading) => {
    if ('flaw' in reading) return reading.flaw;
    const { schoolCode: code } = reading.name;
    if (scope !== '*' && !code.startsWith(scope)) return flaw('file', 'SCHOOL_OUT_OF_SCOPE', { code, scope });
    return holderOf(reading.name, holders);
  });
}

function numbersOf(names: PhotoName[]) {
  return {
    studentNumberIndexes: names.flatMap((name) => name.studentNumberIndexes),
    idNumberIndexes: names.flatMap((name) => name.idNumberIndexes),
  };
}

/** Opens the ZIP of a batch, of which only the window that is read is in memory. */
function filesOf({ db, vault }: Pick<BatchNeeds, 'db' | 'vault'>, batch: BatchRecord) {
  const read = (start: number, length: number) =>
    readFilePart(db, vault, batch.id, { start, length: Math.min(length, batch.fileBytes - start) });
  return openLargePhotos(openFileName(vault, batch) ?? '', { size: batch.fileBytes, read });
}

/** The batches whose ZIPs stay open: as many as have a turn at once. */
const KEPT_OPEN = 2;
/** The opened ZIPs of batches that run, by batch: to read the directory takes longer than a page, and what was sent never changes. */
const keptFiles = new Map<string, ReturnType<typeof filesOf>>();

function keptFilesOf(needs: BatchNeeds, batch: BatchRecord): ReturnType<typeof filesOf> {
  const kept = keptFiles.get(batch.id);
  if (kept) return kept;
  for (const id of keptFiles.keys()) if (keptFiles.size >= KEPT_OPEN) keptFiles.delete(id);
  const opened = filesOf(needs, batch);
  keptFiles.set(batch.id, opened);
  // What could not be read is read again at the next try.
  opened.catch(() => keptFiles.delete(batch.id));
  return opened;
}

async function ruleOf({ db }: Pick<BatchNeeds, 'db'>, batch: BatchRecord): Promise<PhotoRule> {
  return photoRuleOf((await readExamSession(db, sessionOf(batch)))?.settings ?? {});
}
