import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf } from '../../api/imports/row-columns.ts';
import { rowView } from '../../api/imports/rows-view.ts';
import { stepBatch } from '../../activities/batches/step-batch.ts';
import { IMPORT_WORKS } from '../../activities/imports/works.ts';
import { createBatch, endUpload } from '../../db/batches/create-batch.ts';
import { groupFlaws, listRows } from '../../db/batches/list-rows.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import { readBatch } from '../../db/batches/read-batch.ts';
import { storeFile } from '../../db/batches/store-file.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { MAX_PHOTO_ZIP_BYTES } from '../../domain/batches/file.ts';
import type { Scope } from '../../domain/scopes.ts';
import { importPhotos, type PhotoImportRequest } from '../../activities/imports/import-photos.ts';
import { importRoll } from '../../activities/imports/import-here.ts';
import { openLargePhotos, openPhotos } from '../../activities/imports/photo-source.ts';
import { openPhoto } from '../../db/roll/sealed-roll.ts';
import { auditLog, candidates, photos } from '../../db/schema/index.ts';
import { MAX_PHOTO_BYTES } from '../../domain/roll/photo.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { csvOf, rollTable } from '../support/table-files.ts';
import { importFixture, type TestSchool } from '../support/import-fixture.ts';
import sharp from 'sharp';
import { jpeg, png } from './support/pictures.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { wide } from '../support/typed.ts';
import { zipOf } from '../support/zip.ts';

const { db, vault, clock, mintSchool } = await importFixture();
const root = await mkdtemp(join(tmpdir(), 'photos-'));
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
async function folderOf(files: Record<string, Buffer>): Promise<string> {
  folders += 1;
  const folder = join(root, String(folders));
  await mkdir(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Mints a school with this many people on its roll. */
async function schoolWith(count: number): Promise<TestSchool & { people: RollCells[] }> {
  const school = await mintSchool();
  const people = Array.from({ length: count }, () => mintRollCells({ campusCode: school.campusCode }));
  await importRoll({
    db,
    vault,
    clock,
    examSessionId: school.examSessionId,
    source: csvOf(rollTable(people)),
  });
  return { ...school, people };
}

async function take(
  { examSessionId, schoolCode }: TestSchool,
  files: Record<string, Buffer> | string,
  given: Partial<PhotoImportRequest> = {},
) {
  const source = await openPhotos(typeof files === 'string' ? files : await folderOf(files));
  return importPhotos({ db, vault, clock, source, examSessionId, scope: schoolCode, ...given });
}

const codes = (report: Awaited<ReturnType<typeof take>>) =>
  report.badRows.map(({ flaws }) => `${flaws[0]?.masked} ${flaws[0]?.code}`);

const rollOf = ({ examSessionId }: TestSchool) =>
  db.select().from(candidates).where(eq(candidates.examSessionId, examSessionId));

describe('photos', () => {
  it('are found by student number or ID number, sealed, and audited; the same twice changes nothing', async () => {
    const school = await schoolWith(3);
    const [one, two] = school.people as [RollCells, RollCells];
    const files = { [`${one.studentNumber}.png`]: png(1), [`sub/${two.idNumber}.JPG`]: await jpeg() };
    const phases: string[] = [];
    const first = await take(school, files, { onProgress: ({ phase }) => phases.push(phase) });
    expect(first).toMatchObject({ rowCount: 2, insertedCount: 2, badRows: [], imported: true });
    expect(phases).toEqual(['checking', 'importing']);
    expect(await take(school, files)).toMatchObject({ insertedCount: 0, updatedCount: 0, unchangedCount: 2 });

    const held = (await rollOf(school)).flatMap(({ photoId }) => photoId ?? []);
    expect(held).toHaveLength(2);
    const rows = await db.select().from(photos);
    const kept = rows.filter(({ id }) => held.includes(id));
    for (const { id, sealed, type } of kept) {
      const image = openPhoto(vault, id, sealed);
      expect([type, image.length <= 60 * 1024]).toEqual(['image/jpeg', true]);
      const { format, width, height } = await sharp(image).metadata();
      expect({ format, width, height }).toEqual({ format: 'jpeg', width: 144, height: 192 });
      expect(sealed.includes(image.subarray(0, 16))).toBe(false);
    }
    const audited = await db.select().from(auditLog).where(eq(auditLog.target, school.examSessionId));
    const imported = audited.filter(({ action }) => action === 'photosImported');
    expect(imported).toHaveLength(2);
    expect(JSON.stringify(imported)).not.toContain(one.studentNumber);
  });

  it('are found by school and number in full width', async () => {
    const school = await schoolWith(1);
    const [one] = school.people as [RollCells];
    const file = { [`${wide(school.schoolCode)}/${wide(one.studentNumber)}.png`]: png(1) };
    const report = await take(school, file, { scope: '*' });
    expect(report).toMatchObject({ insertedCount: 1, badRows: [] });
  });

  it('are found by a student number whose case was changed', async () => {
    const school = await schoolWith(1);
    const [one] = school.people as [RollCells];
    const file = { [`${one.studentNumber.toLowerCase()}.png`]: png(1) };
    expect(one.studentNumber).not.toBe(one.studentNumber.toLowerCase());
    expect(await take(school, file)).toMatchObject({ insertedCount: 1, badRows: [] });
  });

  it('lie in folders named by school code when no school is given', async () => {
    const school = await schoolWith(1);
    const file = `${school.people[0]?.studentNumber}.png`;
    const report = await take(
      school,
      { [`${school.schoolCode}/${file}`]: png(2), [file]: png(2) },
      { scope: '*' },
    );
    expect(report).toMatchObject({ insertedCount: 1, imported: false });
    expect(codes(report)).toEqual([expect.stringMatching(/ NO_SCHOOL$/)]);
    const other = await take(school, { [`96999/${file}`]: png(2) });
    expect(codes(other)).toEqual([expect.stringMatching(/ SCHOOL_OUT_OF_SCOPE$/)]);
  });

  it('replace earlier ones, which are then forgotten', async () => {
    const school = await schoolWith(1);
    const file = `${school.people[0]?.studentNumber}.png`;
    await take(school, { [file]: png(3) });
    const before = (await rollOf(school))[0]?.photoId as string;
    expect(await take(school, { [file]: png(4) })).toMatchObject({ insertedCount: 0, updatedCount: 1 });
    expect((await rollOf(school))[0]?.photoId).not.toBe(before);
    expect(await db.select().from(photos).where(eq(photos.id, before))).toEqual([]);
  });

  it('come out of a ZIP as out of a folder', async () => {
    const school = await schoolWith(1);
    const path = join(root, 'photos.zip');
    const name = `class/${school.people[0]?.studentNumber}.png`;
    await writeFile(
      path,
      zipOf([
        { name, content: png(5) },
        { name: '__MACOSX/._x', content: 'x' },
      ]),
    );
    expect(await take(school, path)).toMatchObject({ rowCount: 1, insertedCount: 1, imported: true });
  });

  it('are only checked when asked to, and one bad file keeps all out unless it is to be skipped', async () => {
    const school = await schoolWith(2);
    const [one, two] = school.people as [RollCells, RollCells];
    const files = { [`${one.studentNumber}.png`]: png(6), [`${two.studentNumber}.png`]: Buffer.from('text') };
    expect(await take(school, files, { checkOnly: true, skipBadRows: true })).toMatchObject({
      imported: false,
    });
    expect(await take(school, files)).toMatchObject({ imported: false, insertedCount: 1 });
    expect((await rollOf(school)).every(({ photoId }) => photoId === null)).toBe(true);
    expect(await take(school, files, { skipBadRows: true })).toMatchObject({
      imported: true,
      insertedCount: 1,
    });
  });
});

describe('a photo is made as the exam session wants it', () => {
  const kept = async (content: Buffer) => {
    const school = await schoolWith(1);
    const report = await take(school, { [`${school.people[0]?.studentNumber}.jpg`]: content });
    expect(codes(report)).toEqual([]);
    const [{ photoId } = { photoId: null }] = await rollOf(school);
    const [row] = await db
      .select()
      .from(photos)
      .where(eq(photos.id, String(photoId)));
    return openPhoto(vault, row!.id, row!.sealed);
  };

  it.each([
    ['a large one is scaled', () => jpeg({ width: 1_440, height: 1_920 })],
    ['one of one inch is cropped', () => jpeg({ width: 295, height: 413 })],
    ['printing colours become those of screens', () => jpeg({ cmyk: true })],
    ['a PNG becomes a JPEG', async () => png(3, 288, 384)],
  ])('%s', async (_what, picture) => {
    const { format, width, height, space } = await sharp(await kept(await picture())).metadata();
    expect({ format, width, height, space }).toEqual({
      format: 'jpeg',
      width: 144,
      height: 192,
      space: 'srgb',
    });
  });

  it('without what a camera writes besides', async () => {
    const content = await jpeg({ exif: true });
    expect(content.includes('a camera')).toBe(true);
    expect((await kept(content)).includes('a camera')).toBe(false);
  });

  it('and one that is so already stays as it is', async () => {
    const content = await jpeg({ colour: '#335577' });
    expect(await kept(content)).toEqual(content);
  });
});

describe('a bad file is named with its reason', () => {
  it.each([
    ['no picture', Buffer.from('GIF89a'), 'NOT_A_PHOTO'],
    ['cut short', png(7).subarray(0, -20), 'PHOTO_BROKEN'],
    ['a JPEG without an end', async () => (await jpeg()).subarray(0, -200), 'PHOTO_BROKEN'],
    ['too small', png(0, 72, 96), 'PHOTO_TOO_SMALL'],
    ['a landscape', png(0, 200, 150), 'PHOTO_RATIO'],
    ['a square', png(0, 200, 200), 'PHOTO_RATIO'],
    ['a bomb of pixels', () => jpeg({ width: 7_500, height: 10_000 }), 'PHOTO_TOO_MANY_PIXELS'],
    ['too many bytes', Buffer.concat([png(), Buffer.alloc(MAX_PHOTO_BYTES)]), 'PHOTO_FILE_TOO_LARGE'],
    ['a bomb inside', bomb(), 'PHOTO_BROKEN'],
    ['nothing', Buffer.alloc(0), 'NOT_A_PHOTO'],
  ])('%s', async (_what, given, code) => {
    const content = typeof given === 'function' ? await given() : given;
    const school = await schoolWith(1);
    const report = await take(school, { [`${school.people[0]?.studentNumber}.png`]: content });
    expect(codes(report)).toEqual([expect.stringMatching(new RegExp(` ${code}$`))]);
    expect(report.imported).toBe(false);
  });

  it('of nobody, of another school, or of somebody who has one already; of an ID number only the ends are shown', async () => {
    const [school, other] = [await schoolWith(1), await schoolWith(1)];
    const [own, foreign] = [school.people[0], other.people[0]] as [RollCells, RollCells];
    const report = await take(school, {
      [`a/${own.idNumber}.png`]: png(8),
      [`b/${own.studentNumber}.png`]: png(9),
      [`${foreign.idNumber}.png`]: png(10),
    });
    expect(report.badRows.map(({ flaws }) => flaws[0]?.code).toSorted()).toEqual([
      'DUPLICATE_PHOTO',
      'UNKNOWN_PERSON',
    ]);
    expect(JSON.stringify(report)).not.toContain(foreign.idNumber);
    expect(codes(report).join()).toContain(
      `${foreign.idNumber.slice(0, 6)}****${foreign.idNumber.slice(-4)}`,
    );
  });

  it('that is a link, which is not followed, or lies deep down', async () => {
    const school = await schoolWith(2);
    const [one, two] = school.people as [RollCells, RollCells];
    const folder = await folderOf({ [`a/b/c/d/e/${one.studentNumber}.png`]: png(12) });
    await symlink('/etc/hostname', join(folder, `${two.studentNumber}.png`));
    const report = await take(school, folder);
    expect(report).toMatchObject({ rowCount: 2, insertedCount: 1 });
    expect(codes(report)).toEqual([`${two.studentNumber}.png LINK`]);
  });

  it('that leads out of its archive, by whatever path', async () => {
    const school = await schoolWith(1);
    const file = `${school.people[0]?.studentNumber}.png`;
    const path = join(root, 'outside.zip');
    const outside = ['../', '/', 'b\\..\\..\\', 'C:\\', '\\\\server\\', 'a/../../', 'C:'];
    await writeFile(
      path,
      zipOf([`./照片/`, ...outside].map((folder) => ({ name: `${folder}${file}`, content: png(13) }))),
    );
    const report = await take(school, path);
    expect(report).toMatchObject({ rowCount: outside.length + 1, insertedCount: 1, imported: false });
    expect(report.badRows.map(({ flaws }) => flaws[0]?.code)).toEqual(outside.map(() => 'OUTSIDE_PATH'));
  });

  it('is named as its archiver wrote it, and without what nobody sees', async () => {
    const school = await schoolWith(1);
    const path = join(root, 'gbk.zip');
    await writeFile(
      path,
      // The second byte of 昞 is the one of a backslash.
      zipOf(
        [
          { name: '照片/昞.png', content: png() },
          { name: 'x\u001B[2J\u202E.png', content: 'x' },
        ],
        'gb18030',
      ),
    );
    const { badRows } = await take(school, path);
    expect(badRows.map(({ flaws }) => flaws[0]?.masked)).toEqual(['x[2J.png', '照片/昞.png']);
  });

  it('that is the number of two people', async () => {
    const school = await mintSchool();
    const number = 'A7654321';
    const people = [
      mintRollCells({ campusCode: school.campusCode, studentNumber: number }),
      mintRollCells({ campusCode: school.campusCode, idType: '护照', idNumber: number }),
    ];
    await importRoll({
      db,
      vault,
      clock,
      examSessionId: school.examSessionId,
      source: csvOf(rollTable(people)),
    });
    expect(codes(await take(school, { [`${number}.png`]: png(11) }))).toEqual([
      `${number}.png AMBIGUOUS_PERSON`,
    ]);
  });
});

it('a name that a ZIP has twice is named, and keeps no other photo back', async () => {
  const school = await schoolWith(2);
  const [one, other] = school.people.map(({ studentNumber }) => studentNumber);
  const entry = (number: string | undefined, content: Buffer) => ({ name: `${number}.png`, content });
  const path = join(root, 'twice.zip');
  await writeFile(path, zipOf([entry(one, png(1)), entry(one, png(2)), entry(other, png(3))]));
  const report = await take(school, path, { checkOnly: true });
  expect(report.insertedCount).toBe(2);
  expect(report.badRows.map(({ flaws }) => flaws[0]?.code)).toEqual(['DUPLICATE_PHOTO']);
});

describe('photos as a batch', () => {
  /** Sends a ZIP in as a batch, and lets the worker do what is its turn. */
  async function batchOf({ examSessionId, schoolCode }: TestSchool, files: Record<string, Buffer>) {
    const id = randomUUID();
    const about = { id, kind: 'photos', examSessionId, scope: schoolCode as Scope } as const;
    const given = { ...about, startedBy: COMMAND_LINE, fileName: 'photos.zip' };
    await createBatch(db, vault, given, clock.now());
    const zip = zipOf(Object.entries(files).map(([name, content]) => ({ name, content })));
    const bytes = (async function* () {
      yield zip;
    })();
    const file = await storeFile(db, vault, id, { bytes, maxBytes: MAX_PHOTO_ZIP_BYTES });
    await endUpload(db, id, file, clock.now(), 'alone');
    const work = async () => {
      while ((await stepBatch({ db, vault, clock }, IMPORT_WORKS, id, () => {})).turn === 'worker');
      return readBatch(db, id);
    };
    const start = () =>
      orderBatch(db, { id, order: 'start', actor: COMMAND_LINE, options: {}, alone: 'alone' }, clock.now());
    return { id, work, start };
  }

  it('are checked file by file, written once started, and the same ZIP again changes nothing', async () => {
    const school = await schoolWith(4);
    const [one, two, three, four] = school.people as [RollCells, RollCells, RollCells, RollCells];
    const files = {
      [`a/${one.studentNumber}.png`]: png(21),
      [`b/${two.idNumber}.jpg`]: await jpeg({ width: 1_440, height: 1_920, colour: '#667788' }),
      [`c/${two.studentNumber}.png`]: png(22),
      [`d/${three.studentNumber}.png`]: Buffer.from('text'),
      'e/nobody.png': png(23),
      'f/.DS_Store': Buffer.from('x'),
    };
    const first = await batchOf(school, files);
    expect(await first.work()).toMatchObject({
      state: 'checked',
      total: 5,
      refused: 3,
      found: { new: 2, changed: 0, unchanged: 0, bad: 3 },
    });
    expect((await rollOf(school)).every(({ photoId }) => photoId === null)).toBe(true);
    const causes = await groupFlaws(db, first.id);
    expect(causes.map(({ code }) => code).toSorted()).toEqual([
      'DUPLICATE_PHOTO',
      'NOT_A_PHOTO',
      'UNKNOWN_PERSON',
    ]);
    await first.start();
    expect(await first.work()).toMatchObject({ state: 'done', done: 2, refused: 3 });
    const withPhoto = (await rollOf(school)).filter(({ photoId }) => photoId !== null);
    expect(withPhoto).toHaveLength(2);
    expect(four.studentNumber).not.toBe('');
    const again = await batchOf(school, files);
    expect(await again.work()).toMatchObject({ state: 'checked', found: { new: 0, unchanged: 2, bad: 3 } });
  });

  it('are named in full to whoever may have the file of bad rows, and masked in the list', async () => {
    const school = await schoolWith(1);
    const path = 'a/990103200001010245.jpg';
    const batch = await batchOf(school, { [path]: png(41) });
    await batch.work();
    const [row] = await listRows(db, { batchId: batch.id, limit: 1 });
    expect(cellsOf(vault, row!)).toEqual({ file: path });
    expect(JSON.stringify(rowView(vault, { kind: 'photos', sheets: [] }, row!))).not.toContain('20000101');
  });

  it('leave alone whom somebody else has given a photo since the check', async () => {
    const school = await schoolWith(1);
    const name = `${school.people[0]?.studentNumber}.png`;
    const batch = await batchOf(school, { [name]: png(31) });
    await batch.work();
    await take(school, { [name]: png(32) });
    await batch.start();
    expect(await batch.work()).toMatchObject({ state: 'done', done: 0, refused: 1 });
  });

  it('fail with the reason where the file is no ZIP', async () => {
    const school = await schoolWith(1);
    const batch = await batchOf(school, {});
    expect(await batch.work()).toMatchObject({ state: 'failed', problem: { code: 'NO_ROWS' } });
  });
});

describe('refused as a whole', () => {
  it('a ZIP of more files than are taken, for that', async () => {
    // The end of a ZIP64: its record, where that is, and the end that every ZIP has.
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(70_000n, 24);
    record.writeBigUInt64LE(70_000n, 32);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeUInt32LE(1, 16);
    const end = Buffer.alloc(22, 0xff);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(0, 4);
    end.writeUInt16LE(0, 20);
    const zip = Buffer.concat([record, locator, end]);
    const file = {
      size: zip.length,
      read: async (start: number, length: number) => zip.subarray(start, start + length),
    };
    await expect(openLargePhotos('many.zip', file)).rejects.toMatchObject({
      code: 'TOO_MANY_ROWS',
      text: { zh: expect.stringContaining('65,535') },
    });
  });

  it.each([
    ['no ZIP', Buffer.from('PK\u0003\u0004 and nothing more'), 'FILE_BROKEN'],
    ['an empty ZIP', zipOf([]), 'NO_ROWS'],
  ])('%s', async (_what, content, code) => {
    const path = join(root, `${code}.zip`);
    await writeFile(path, content);
    await expect(openPhotos(path)).rejects.toMatchObject({ code });
  });

  it('a folder without files, and a missing one', async () => {
    const folder = await folderOf({ 'Thumbs.db': Buffer.from('x') });
    await expect(openPhotos(folder)).rejects.toMatchObject({ code: 'NO_ROWS' });
    await expect(openPhotos(join(root, 'none'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('an unknown exam session', async () => {
    const school = await schoolWith(1);
    await expect(take({ ...school, examSessionId: 'none' }, { 'x.png': png() })).rejects.toMatchObject({
      code: 'UNKNOWN_SESSION',
    });
  });
});

/** A PNG that claims to be small and unpacks to a hundred megabytes. */
function bomb(): Buffer {
  const honest = png();
  const data = honest.indexOf('IDAT') - 4;
  const packed = deflateSync(Buffer.alloc(100_000_000), { level: 9 });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(packed.length);
  return Buffer.concat([
    honest.subarray(0, data),
    length,
    Buffer.from('IDAT'),
    packed,
    Buffer.alloc(4),
    honest.subarray(-12),
  ]);
}
