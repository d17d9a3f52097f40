import { createInflateRaw } from 'node:zlib';

/** One file inside a ZIP container, still packed. */
export interface ZipPart {
  name: string;
  method: number;
  packed: Uint8Array;
}

/** The error for a container that is damaged, encrypted, or of an unsupported kind. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipError';
  }
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
export const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
export const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const ZIP64_MARK = 0xffffffff;

/**
 * Reads the files of a container by name from its directory, unpacking nothing.
 * @throws ZipError when it is damaged, encrypted, larger than 4 GB, names a file twice, or has too many
 */
export function readZipDirectory(bytes: Uint8Array, maxParts: number): Map<string, ZipPart> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, ZipPart>();
  try {
    const end = findDirectoryEnd(file);
    const count = file.readUInt16LE(end + 10);
    let position = file.readUInt32LE(end + 16);
    if (count > maxParts || position === ZIP64_MARK) throw new ZipError('too many files');
    for (let index = 0; index < count; index++) {
      if (file.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new ZipError('no entry');
      const nameLength = file.readUInt16LE(position + 28);
      const packedSize = file.readUInt32LE(position + 20);
      const header = file.readUInt32LE(position + 42);
      if (packedSize === ZIP64_MARK || header === ZIP64_MARK) throw new ZipError('ZIP64');
      if ((file.readUInt16LE(position + 8) & ENCRYPTED_FLAG) !== 0) throw new ZipError('encrypted');
      if (file.readUInt32LE(header) !== LOCAL_HEADER) throw new ZipError('no file header');
      const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
      if (start + packedSize > file.length) throw new ZipError('cut short');
      const part = {
        name: file.toString('utf8', position + 46, position + 46 + nameLength).replaceAll('\\', '/'),
        method: file.readUInt16LE(position + 10),
        packed: file.subarray(start, start + packedSize),
      };
      if (parts.has(part.name)) throw new ZipError('a name twice');
      parts.set(part.name, part);
      position += 46 + nameLength + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
    }
  } catch (error) {
    throw error instanceof RangeError ? new ZipError('cut short') : error;
  }
  return parts;
}

/**
 * Unpacks a file piece by piece, so that the reader can stop a zip bomb.
 * @throws ZipError when it is damaged or packed in another way
 */
export async function* unpack(part: ZipPart): AsyncGenerator<Buffer, void, undefined> {
  if (part.method === STORED) {
    yield Buffer.from(part.packed);
    return;
  }
  if (part.method !== DEFLATED) throw new ZipError('another way of packing');
  const inflate = createInflateRaw();
  inflate.end(part.packed);
  try {
    yield* inflate;
  } catch {
    throw new ZipError('damaged');
  } finally {
    inflate.destroy();
  }
}

function findDirectoryEnd(file: Buffer): number {
  const first = Math.max(0, file.length - DIRECTORY_END_BYTES - LONGEST_COMMENT);
  for (let position = file.length - DIRECTORY_END_BYTES; position >= first; position--) {
    if (file.readUInt32LE(position) === DIRECTORY_END) return position;
  }
  throw new ZipError('no directory');
}
