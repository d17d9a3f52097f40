import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { importPhotos, type PhotoImportRequest } from '../../activities/imports/import-photos.ts';
import { importRoll } from '../../activities/imports/import-roll.ts';
import { openPhotos } from '../../activities/imports/photo-source.ts';
import { openPhoto } from '../../db/roll/sealed-roll.ts';
import { auditLog, candidates, photos } from '../../db/schema/index.ts';
import { MAX_PHOTO_BYTES } from '../../domain/roll/photo.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { csvOf, rollTable } from '../support/table-files.ts';
import { importFixture, type TestSchool } from '../support/import-fixture.ts';
import { jpeg, png } from './support/pictures.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { zipOf } from './support/zip.ts';

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
    const files = { [`${one.studentNumber}.png`]: png(1), [`sub/${two.idNumber}.JPG`]: jpeg() };
    const phases: string[] = [];
    const first = await take(school, files, { onProgress: ({ phase }) => phases.push(phase) });
    expect(first).toMatchObject({ rowCount: 2, insertedCount: 2, badRows: [], imported: true });
    expect(phases).toEqual(['checking', 'importing']);
    expect(await take(school, files)).toMatchObject({ insertedCount: 0, updatedCount: 0, unchangedCount: 2 });

    const held = (await rollOf(school)).flatMap(({ photoId }) => photoId ?? []);
    expect(held).toHaveLength(2);
    const rows = await db.select().from(photos);
    const kept = rows.filter(({ id }) => held.includes(id));
    expect(kept.map(({ type }) => type).toSorted()).toEqual(['image/jpeg', 'image/png']);
    for (const { id, sealed, type } of kept) {
      expect(openPhoto(vault, id, sealed)).toEqual(type === 'image/png' ? png(1) : jpeg());
      expect(sealed.includes(png(1).subarray(0, 16))).toBe(false);
    }
    const audited = await db.select().from(auditLog).where(eq(auditLog.target, school.examSessionId));
    const imported = audited.filter(({ action }) => action === 'photosImported');
    expect(imported).toHaveLength(2);
    expect(JSON.stringify(imported)).not.toContain(one.studentNumber);
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

describe('a bad file is named with its reason', () => {
  it.each([
    ['no picture', Buffer.from('GIF89a'), 'NOT_A_PHOTO'],
    ['cut short', png(7).subarray(0, -20), 'PHOTO_BROKEN'],
    ['a JPEG without an end', jpeg({ ended: false }), 'PHOTO_BROKEN'],
    ['printing colours', jpeg({ components: 4 }), 'PHOTO_COLOURS'],
    ['too small', png(0, 60, 80), 'PHOTO_DIMENSIONS'],
    ['a landscape', png(0, 200, 150), 'PHOTO_DIMENSIONS'],
    ['a poster', jpeg({ width: 3_000, height: 4_000 }), 'PHOTO_DIMENSIONS'],
    ['too many bytes', Buffer.concat([png(), Buffer.alloc(MAX_PHOTO_BYTES)]), 'PHOTO_TOO_LARGE'],
    ['a bomb inside', bomb(), 'PHOTO_BROKEN'],
    ['nothing', Buffer.alloc(0), 'NOT_A_PHOTO'],
  ])('%s', async (_what, content, code) => {
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

describe('refused as a whole', () => {
  it.each([
    ['no ZIP', Buffer.from('PK\u0003\u0004 and nothing more'), 'FILE_BROKEN'],
    ['an empty ZIP', zipOf([]), 'NO_ROWS'],
  ])('%s', async (_what, content, code) => {
    const path = join(root, `${code}.zip`);
    await writeFile(path, content);
    await expect(openPhotos(path)).rejects.toMatchObject({ code });
  });

  it('a folder without files, a missing one; links are not followed', async () => {
    const folder = await folderOf({});
    await symlink('/etc/hostname', join(folder, '2024.png'));
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
