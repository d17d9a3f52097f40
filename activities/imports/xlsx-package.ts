import { ImportError } from './import-error.ts';
import { LOCAL_HEADER, readZipDirectory, STORED, unpack, ZipError, type ZipPart } from './zip-directory.ts';

/**
 * The ZIP container of an XLSX file, read by its directory and rewritten for the reader that consumes it:
 * - unpacked sizes are counted first, so that a zip bomb is refused before anything is built from it;
 * - parts come in the order in which rows can be streamed, so that no sheet is parked on the disk;
 * - characters beyond ASCII become numeric references, because the reader decodes piece by piece and would break a
 *   character that lies across two pieces.
 */
export interface XlsxPackage {
  /** Yields the container, rewritten without compression. */
  stream(): AsyncGenerator<Buffer, void, undefined>;
}

export interface UnpackLimits {
  /** The total size of all parts that are read. */
  totalBytes: number;
  /** The longest run without a tag: a cell holds at most 32,767 characters. */
  runBytes: number;
}

export const UNPACK_LIMITS: UnpackLimits = { totalBytes: 384 * 1024 * 1024, runBytes: 512 * 1024 };

const MAX_PARTS = 2_000;
const DIRECTORY_END = 0x06054b50;
const DATA_DESCRIPTOR = 0x08074b50;
const DIRECTORY_END_BYTES = 22;
const SIZES_FOLLOW_FLAG = 8;

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
const SHEET = /^xl\/worksheets\/sheet(\d{1,6})\.xml$/;
const NO_STRINGS = Buffer.from('<sst></sst>');

/**
 * Opens and measures the container.
 * @throws ImportError when it is no workbook, is damaged, or unpacks to more than the limits
 */
export async function openXlsx(
  name: string,
  bytes: Uint8Array,
  limits: UnpackLimits = UNPACK_LIMITS,
): Promise<XlsxPackage> {
  try {
    const parts = readableParts(name, readZipDirectory(bytes, MAX_PARTS));
    let total = 0;
    for (const part of parts) {
      let run = 0;
      for await (const piece of unpack(part)) {
        total += piece.length;
        const lastTag = piece.lastIndexOf('<');
        run = lastTag < 0 ? run + piece.length : piece.length - lastTag;
        if (total > limits.totalBytes || run > limits.runBytes) throw unpacksTooLarge(name);
      }
      for await (const text of plainText(name, part)) void text;
    }
    return { stream: () => rewrite(name, parts) };
  } catch (error) {
    throw error instanceof ZipError ? damaged(name) : error;
  }
}

async function* rewrite(name: string, parts: ZipPart[]): AsyncGenerator<Buffer, void, undefined> {
  for (const part of parts) {
    yield localHeader(part.name);
    yield* plainText(name, part);
    yield dataDescriptor();
  }
  yield directoryEnd();
}

function readableParts(name: string, parts: Map<string, ZipPart>): ZipPart[] {
  const workbook = parts.get(WORKBOOK);
  const relations = parts.get(RELATIONS);
  if (!workbook || !relations) {
    throw new ImportError('WRONG_TYPE', {
      zh: `${name} 是压缩包，不是 XLSX 工作簿；请先解压，或另存为 .xlsx 或 CSV`,
      en: `${name} is an archive but no XLSX workbook; unpack it first, or save it as .xlsx or CSV`,
    });
  }
  const sheetNumber = (part: ZipPart) => Number(part.name.match(SHEET)?.[1] ?? 0);
  const sheets = [...parts.values()]
    .filter((part) => SHEET.test(part.name))
    .toSorted((one, other) => sheetNumber(one) - sheetNumber(other));
  const strings = parts.get(STRINGS) ?? { name: STRINGS, method: STORED, packed: NO_STRINGS };
  return [relations, workbook, strings, ...sheets];
}

async function* plainText(name: string, part: ZipPart): AsyncGenerator<Buffer, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const plain = (text: string) => {
    // XML allows no such characters; if let through, they could pose as the container's own marks.
    // oxlint-disable-next-line no-control-regex
    if (/[\x00-\x08\x0B\x0C\x0E-\x1F]/.test(text)) throw damaged(name);
    // oxlint-disable-next-line no-control-regex
    return Buffer.from(text.replace(/[^\x00-\x7F]/gu, (one) => `&#x${one.codePointAt(0)?.toString(16)};`));
  };
  try {
    for await (const piece of unpack(part)) yield plain(decoder.decode(piece, { stream: true }));
    yield plain(decoder.decode());
  } catch (error) {
    throw error instanceof ImportError ? error : damaged(name);
  }
}

function localHeader(partName: string): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(SIZES_FOLLOW_FLAG, 6);
  header.writeUInt16LE(STORED, 8);
  header.writeUInt16LE(Buffer.byteLength(partName), 26);
  return Buffer.concat([header, Buffer.from(partName)]);
}

function dataDescriptor(): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(DATA_DESCRIPTOR, 0);
  return descriptor;
}

function directoryEnd(): Buffer {
  const end = Buffer.alloc(DIRECTORY_END_BYTES);
  end.writeUInt32LE(DIRECTORY_END, 0);
  return end;
}

function damaged(name: string): ImportError {
  return new ImportError('FILE_BROKEN', {
    zh: `${name} 已损坏、加了密码或格式特殊，无法读取；请用表格软件打开并另存为 .xlsx 或 CSV UTF-8`,
    en: `${name} is damaged, locked or of an unusual kind; open it in a spreadsheet program and save it as .xlsx or CSV UTF-8`,
  });
}

function unpacksTooLarge(name: string): ImportError {
  return new ImportError('FILE_TOO_LARGE', {
    zh: `${name} 解压后过大，已拒绝；请删除多余的工作表和格式，或按学校拆分`,
    en: `${name} unpacks to more than is accepted; remove other sheets and formats, or split it by school`,
  });
}
