import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { Readable } from 'node:stream';
import {
  type Entry,
  fromBufferPromise,
  fromRandomAccessReaderPromise,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';

/** One file inside a ZIP container, still packed. */
export interface ZipPart {
  name: string;
  /** The size of its content in bytes, as the container says. */
  size: number;
  /** Unpacks it piece by piece, so that the reader can stop. @throws ZipError when it is damaged or larger than said */
  read(): AsyncGenerator<Buffer, void, undefined>;
}

/** The error for a container that is damaged, encrypted, or of an unsupported kind. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipError';
  }
}

/** The error for a container of more files than are taken. */
export class TooManyPartsError extends ZipError {
  constructor() {
    super('too many files');
  }
}

/**
 * Reads the files of a container from its directory, unpacking nothing. It may name a file twice.
 * @throws ZipError when it is damaged, encrypted, or has too many
 */
export function readZipParts(bytes: Uint8Array, maxParts: number): Promise<ZipPart[]> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return partsOf(() => fromBufferPromise(whole, OPTIONS), maxParts);
}

/** Reads them in the same way from a file that is never in memory as a whole. @param read gives a part of the file */
export function readLargeZipParts(
  file: { size: number; read: (start: number, length: number) => Promise<Buffer> },
  maxParts: number,
): Promise<ZipPart[]> {
  return partsOf(
    () => fromRandomAccessReaderPromise(new PartReader(file.read), file.size, OPTIONS),
    maxParts,
  );
}

/** Names are decoded here: they lead to no file, so that none is too strange for us. */
const OPTIONS = { decodeStrings: false, lazyEntries: true, autoClose: false };

/** The part of a file that is read at once. */
const WINDOW_BYTES = 1024 * 1024;

/** Reads a file window by window; of neighbouring parts the second is in the window of the first. */
class PartReader extends RandomAccessReader {
  private window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  private readonly part: (start: number, length: number) => Promise<Buffer>;
  constructor(part: (start: number, length: number) => Promise<Buffer>) {
    super();
    this.part = part;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end));
  }

  /** Reads without a stream of its own for each of the many short parts of a directory. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    // An immediate, so that a directory of many files lets others have a turn.
    this.fill(buffer.subarray(offset, offset + length), position).then(
      () => setImmediate(callback, null),
      (error) => setImmediate(callback, error as Error),
    );
  }

  private async fill(buffer: Buffer, position: number): Promise<void> {
    let written = 0;
    for await (const piece of this.range(position, position + buffer.length))
      written += piece.copy(buffer, written);
  }

  private async *range(start: number, end: number): AsyncGenerator<Buffer, void, undefined> {
    for (let at = start; at < end; ) {
      if (at < this.window.start || at >= this.window.start + this.window.bytes.length) {
        const from = at - (at % WINDOW_BYTES);
        this.window = { start: from, bytes: await this.part(from, WINDOW_BYTES) };
        if (at >= from + this.window.bytes.length) throw new ZipError('cut short');
      }
      const piece = this.window.bytes.subarray(at - this.window.start, end - this.window.start);
      yield piece;
      at += piece.length;
    }
  }
}

async function partsOf(open: () => Promise<ZipFile>, maxParts: number): Promise<ZipPart[]> {
  const parts: ZipPart[] = [];
  try {
    const file = await open();
    if (file.entryCount > maxParts) throw new TooManyPartsError();
    for await (const entry of file.eachEntry()) {
      const name = nameOf(entry.fileName as unknown as Buffer).replaceAll('\\', '/');
      if (entry.isEncrypted()) throw new ZipError('encrypted');
      parts.push({ name, size: entry.uncompressedSize, read: () => unpack(file, entry) });
      if (parts.length > maxParts) throw new TooManyPartsError();
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError('damaged');
  }
  return parts;
}

/** Reads a name in UTF-8, or in GB18030, as archivers of Chinese systems write it. */
function nameOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'gb18030');
}

async function* unpack(file: ZipFile, entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  const content = await file.openReadStreamPromise(entry).catch(() => {
    throw new ZipError('another way of packing');
  });
  try {
    yield* content as AsyncIterable<Buffer>;
  } catch {
    throw new ZipError('damaged');
  } finally {
    content.destroy();
  }
}
