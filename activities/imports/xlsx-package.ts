import { posix as path } from 'node:path';
import { ImportError } from './import-error.ts';
import { readXml } from './xml-events.ts';
import { readZipParts, ZipError, type ZipPart } from './zip-parts.ts';

/** The parts of a workbook that are read. */
export interface XlsxPackage {
  /** The sheets, in the order of their tabs. */
  sheets: SheetPart[];
  /** The texts that cells refer to, and the formats of numbers; null where there are none. */
  strings: ZipPart | null;
  styles: ZipPart | null;
  /** True when days are counted from 1904 on. */
  from1904: boolean;
}

export interface SheetPart {
  name: string;
  isHidden: boolean;
  part: ZipPart;
}

export interface UnpackLimits {
  /** The total size of all parts that are read. */
  totalBytes: number;
  /** The longest run without a tag: a cell holds at most 32,767 characters. */
  runBytes: number;
}

const UNPACK_LIMITS: UnpackLimits = { totalBytes: 384 * 1024 * 1024, runBytes: 512 * 1024 };

/** How many times its size a workbook unpacks to at most, beyond `SMALL_BYTES`: ordinary sheets stay below fifty. */
const MAX_RATIO = 300;
const SMALL_BYTES = 16 * 1024 * 1024;
const MAX_PARTS = 2_000;

const ROOT_RELATIONS = '_rels/.rels';
const USUAL_WORKBOOK = 'xl/workbook.xml';

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
    const parts = partsByName(await readZipParts(bytes, MAX_PARTS));
    const allowed = Math.min(limits.totalBytes, Math.max(SMALL_BYTES, bytes.length * MAX_RATIO));
    const measure = measurer(name, { ...limits, totalBytes: allowed });
    const root = parts.get(ROOT_RELATIONS);
    if (root) await measure([root]);
    const place = await placeOfWorkbook(root);
    const [workbook, relations] = [parts.get(place), parts.get(relationsOf(place))];
    if (!workbook || !relations) throw noWorkbook(name);
    await measure([workbook, relations]);
    const file = await findParts(parts, workbook, relations);
    await measure(
      [file.strings, file.styles, ...file.sheets.map(({ part }) => part)].filter((part) => part !== null),
    );
    return file;
  } catch (error) {
    throw error instanceof ZipError ? damaged(name) : error;
  }
}

/** @throws ZipError for a part that comes twice: programs differ in which of them they show */
function partsByName(parts: ZipPart[]): Map<string, ZipPart> {
  const byName = new Map(parts.map((part) => [part.name, part]));
  if (byName.size < parts.length) throw new ZipError('a name twice');
  return byName;
}

/** Unpacks parts once for their sizes, so that a zip bomb is refused before anything is built from it. */
function measurer(name: string, limits: UnpackLimits): (parts: ZipPart[]) => Promise<void> {
  let total = 0;
  return async (parts) => {
    for (const part of parts) {
      if (total + part.size > limits.totalBytes) throw unpacksTooLarge(name);
      let run = 0;
      for await (const piece of part.read()) {
        total += piece.length;
        const lastTag = piece.lastIndexOf('<');
        run = lastTag < 0 ? run + piece.length : piece.length - lastTag;
        if (total > limits.totalBytes || run > limits.runBytes) throw unpacksTooLarge(name);
      }
    }
  };
}

/** Finds where the workbook is: programs that make files put it elsewhere than spreadsheet programs do. */
async function placeOfWorkbook(root: ZipPart | undefined): Promise<string> {
  if (!root) return USUAL_WORKBOOK;
  for await (const event of readXml(root)) {
    if (event.opened !== 'Relationship') continue;
    const { Type = '', Target = '' } = event.attributes;
    if (Type.endsWith('/officeDocument')) return placeFrom('', Target);
  }
  return USUAL_WORKBOOK;
}

/** Resolves the target of a relation of a part in that folder; one that begins with a slash is of the package. */
function placeFrom(folder: string, target: string): string {
  return path.join('/', target.startsWith('/') ? '' : folder, target).slice(1);
}

function relationsOf(place: string): string {
  return path.join(path.dirname(place), '_rels', `${path.basename(place)}.rels`);
}

async function findParts(
  parts: Map<string, ZipPart>,
  workbook: ZipPart,
  relations: ZipPart,
): Promise<XlsxPackage> {
  const partOf = new Map<string, ZipPart>();
  const found: Omit<XlsxPackage, 'sheets'> = { strings: null, styles: null, from1904: false };
  for await (const event of readXml(relations)) {
    if (event.opened !== 'Relationship') continue;
    const { Id = '', Type = '', Target = '' } = event.attributes;
    const part = parts.get(placeFrom(path.dirname(workbook.name), Target));
    if (!part) continue;
    partOf.set(Id, part);
    if (Type.endsWith('/sharedStrings')) found.strings = part;
    if (Type.endsWith('/styles')) found.styles = part;
  }
  const sheets: SheetPart[] = [];
  for await (const event of readXml(workbook)) {
    if (event.opened === 'workbookPr')
      found.from1904 = ['1', 'true'].includes(event.attributes['date1904'] ?? '');
    if (event.opened !== 'sheet') continue;
    const { id = '', name = '', state = '' } = event.attributes;
    const part = partOf.get(id);
    if (!part || sheets.some((sheet) => sheet.part === part)) continue;
    sheets.push({ name, isHidden: /^(very)?hidden$/i.test(state), part });
  }
  return { ...found, sheets };
}

/** Reports a workbook that cannot be read. */
export function damaged(name: string): ImportError {
  return new ImportError('FILE_BROKEN', {
    zh: `${name} 已损坏、加了密码或格式特殊，无法读取；请用表格软件打开并另存为 .xlsx 或 CSV UTF-8`,
    en: `${name} is damaged, locked or of an unusual kind; open it in a spreadsheet program and save it as .xlsx or CSV UTF-8`,
  });
}

/** Reports a workbook that holds more than is read. */
export function unpacksTooLarge(name: string): ImportError {
  return new ImportError('FILE_TOO_LARGE', {
    zh: `${name} 解压后过大，已拒绝；请删除多余的工作表和格式，或按学校拆分`,
    en: `${name} unpacks to more than is accepted; remove other sheets and formats, or split it by school`,
  });
}

function noWorkbook(name: string): ImportError {
  return new ImportError('WRONG_TYPE', {
    zh: `${name} 是压缩包，不是 XLSX 工作簿；请先解压，或另存为 .xlsx 或 CSV`,
    en: `${name} is an archive but no XLSX workbook; unpack it first, or save it as .xlsx or CSV`,
  });
}
