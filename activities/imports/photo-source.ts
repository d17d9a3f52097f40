import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ImportError } from './import-error.ts';
import { readImportFile } from './import-source.ts';
import { readLargeZipParts, readZipParts, TooManyPartsError, ZipError, type ZipPart } from './zip-parts.ts';

/** One picture of a folder or a ZIP file. */
export interface PhotoFile {
  /** The path inside the folder, with `/`. */
  path: string;
  /** Reads at most `limit` bytes: that suffices to notice a longer file, which is never unpacked whole. */
  read(limit: number): Promise<Buffer>;
  /** True for a link, which is not followed: it may lead out of the folder. */
  isLink?: true;
}

/** The pictures, ordered by path. */
export interface PhotoSource {
  name: string;
  files: PhotoFile[];
}

/** The most files an import takes; a plain ZIP (not ZIP64) holds no more. */
const MAX_FILES = 65_535;
const MAX_ZIP_BYTES = 512 * 1024 * 1024;

/** Files that operating systems leave next to pictures. Whatever else is there is taken in or named. */
const LEFT_BESIDE = /(?:^|\/)(?:\._[^/]*|\.DS_Store|\.directory|(?:eh)?thumbs\.db|desktop\.ini)$/i;

/**
 * Opens a folder, or a ZIP file, of photos.
 * @throws ImportError when it is neither, cannot be read, or holds nothing or too much
 */
export async function openPhotos(path: string): Promise<PhotoSource> {
  const name = basename(path);
  const isFolder = await lstat(path).then(
    (stat) => stat.isDirectory(),
    // Any error is ignored here, as reading the file reports it with its reason.
    () => false,
  );
  const found = await (isFolder ? folderFiles(path) : zipFiles(await readImportFile(path, MAX_ZIP_BYTES)));
  const files = found
    .filter((file) => !LEFT_BESIDE.test(file.path))
    .toSorted((one, other) => Number(one.path > other.path) - Number(one.path < other.path));
  if (files.length > MAX_FILES) throw tooManyFiles(name);
  if (files.length === 0) {
    throw new ImportError('NO_ROWS', { zh: `${name} 中没有文件`, en: `${name} holds no files` });
  }
  return { name, files };
}

/**
 * Opens a ZIP file of photos that is never in memory as a whole; its files stand in the order of its directory.
 * @throws ImportError when it is none, or holds nothing or too much
 */
export async function openLargePhotos(
  name: string,
  file: { size: number; read: (start: number, length: number) => Promise<Buffer> },
): Promise<PhotoSource> {
  const files = (await partFiles(name, readLargeZipParts(file, MAX_FILES))).filter(
    ({ path }) => !LEFT_BESIDE.test(path),
  );
  if (files.length === 0)
    throw new ImportError('NO_ROWS', { zh: `${name} 中没有文件`, en: `${name} holds no files` });
  return { name, files };
}

async function folderFiles(folder: string, inside = ''): Promise<PhotoFile[]> {
  const files: PhotoFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = inside + entry.name;
    if (entry.isDirectory()) files.push(...(await folderFiles(join(folder, entry.name), `${path}/`)));
    else if (entry.isFile())
      files.push({ path, read: (limit) => readStart(join(folder, entry.name), limit) });
    else files.push({ path, read: async () => Buffer.alloc(0), isLink: true });
    if (files.length > 2 * MAX_FILES) throw tooManyFiles(basename(folder));
  }
  return files;
}

async function readStart(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(limit, size));
    const { bytesRead } = await file.read({ buffer, position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function zipFiles({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<PhotoFile[]> {
  return partFiles(name, readZipParts(bytes, MAX_FILES));
}

async function partFiles(name: string, reading: Promise<ZipPart[]>): Promise<PhotoFile[]> {
  try {
    return (await reading)
      .filter((part) => !part.name.endsWith('/'))
      .map((part) => ({ path: part.name, read: (limit) => unpackStart(part, limit) }));
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    if (error instanceof TooManyPartsError) throw tooManyFiles(name);
    throw new ImportError('FILE_BROKEN', {
      zh: `${name} 不是普通的 ZIP 文件，或已损坏、加了密码；请重新压缩`,
      en: `${name} is no ordinary ZIP file, or is damaged or locked; pack it again`,
    });
  }
}

async function unpackStart(part: ZipPart, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of part.read()) {
      pieces.push(piece);
      length += piece.length;
      if (length >= limit) break;
    }
  } catch (error) {
    // A damaged part counts as an empty file, which is then refused as a photo.
    if (!(error instanceof ZipError)) throw error;
    return Buffer.alloc(0);
  }
  return Buffer.concat(pieces).subarray(0, limit);
}

function tooManyFiles(name: string): ImportError {
  const limit = MAX_FILES.toLocaleString('en');
  return new ImportError('TOO_MANY_ROWS', {
    zh: `${name} 超过 ${limit} 个文件；请按学校拆分后分别导入`,
    en: `${name} has more than ${limit} files; split it by school and import the parts`,
  });
}
