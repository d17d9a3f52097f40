import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { ImportError } from './import-error.ts';
import type { ImportSource } from './import-source.ts';

export type FileFormat = { type: 'xlsx' } | { type: 'csv'; encoding: 'utf8' | 'gb18030' };

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];
const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const CHUNK_BYTES = 64 * 1024;

/**
 * Detects the type of a file by its content, never by its name.
 * @throws ImportError naming what it is instead, and what to do
 */
export function detectFormat(source: ImportSource): FileFormat {
  const { name, bytes } = source;
  const startsWith = (signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (startsWith(ZIP)) return { type: 'xlsx' };
  if (startsWith(COMPOUND_FILE)) {
    throw new ImportError('WRONG_TYPE', {
      zh: `${name} 是旧版 .xls 文件或加了密码的工作簿；请去掉密码并另存为 .xlsx 或 CSV UTF-8`,
      en: `${name} is an old .xls file or a workbook with a password; save it without one as .xlsx or as CSV UTF-8`,
    });
  }
  if (UTF16_MARKS.some(startsWith) || isUtf16(bytes)) {
    throw new ImportError('BAD_ENCODING', {
      zh: `${name} 是 UTF-16 文本；请另存为 CSV UTF-8`,
      en: `${name} is UTF-16 text; save it as CSV UTF-8`,
    });
  }
  const page = pageKind(bytes);
  if (page !== null) {
    throw new ImportError('WRONG_TYPE', {
      zh: `${name} 是${page.zh}，不是工作簿，扩展名改成 .xls 也不能读取；请用表格软件打开并另存为 .xlsx 或 CSV UTF-8`,
      en: `${name} is ${page.en}, no workbook, whatever its name ends with; open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8`,
    });
  }
  if (bytes.includes(0) && !isTextWithNul(bytes)) {
    throw new ImportError('WRONG_TYPE', {
      zh: `${name} 既不是 CSV 也不是 XLSX 文件；请从表格软件另存为其中一种`,
      en: `${name} is neither CSV nor XLSX; save it as one of them from your spreadsheet program`,
    });
  }
  if (isUtf8(bytes)) return { type: 'csv', encoding: 'utf8' };
  const odd = oddLine(bytes);
  if (odd !== null) {
    throw new ImportError('BAD_ENCODING', {
      zh: `${name} 从第 ${odd} 行起编码不一致，或既不是 UTF-8 也不是 GB18030；请核对该行，并把整个文件另存为 CSV UTF-8`,
      en: `from line ${odd} on ${name} changes its encoding, or has neither UTF-8 nor GB18030; look at that line, and save the whole file as CSV UTF-8`,
    });
  }
  return { type: 'csv', encoding: 'gb18030' };
}

const NUL = 0;

/** Tells whether a text without a mark is UTF-16: characters of ASCII, such as the ends of its lines, have their NULs all on one side. */
function isUtf16(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, CHUNK_BYTES);
  const nuls = [0, 0];
  first.forEach((byte, at) => {
    if (byte === NUL) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  if (bytes.length % 2 !== 0 || (even === 0) === (odd === 0) || isTextWithNul(bytes)) return false;
  const text = iconv.decode(Buffer.from(first), odd > 0 ? 'utf16le' : 'utf16be');
  return !/[^\P{C}\t\r\n]/u.test(text);
}

/** What a file of another kind begins with, after spaces: what older systems export and name `.xls`, and documents. */
const PAGES: readonly { begins: RegExp; zh: string; en: string }[] = [
  {
    begins: /^<\?mso-application\s+progid="Excel|^<(?:\w+:)?Workbook[\s>]/i,
    zh: ' XML 表格（XML Spreadsheet 2003）',
    en: 'an XML spreadsheet of 2003',
  },
  {
    begins: /^(?:<!--|<!doctype|<(?:html|head|meta|body|table|style|div|title)[\s>]|MIME-Version:)/i,
    zh: '网页（HTML）表格',
    en: 'a table of a web page (HTML)',
  },
  { begins: /^ID;P/, zh: ' SYLK 表格', en: 'a SYLK table' },
  { begins: /^%PDF-/, zh: ' PDF 文件', en: 'a PDF' },
  { begins: /^\{\\rtf/, zh: ' RTF 文档', en: 'an RTF document' },
  { begins: /^<\??[a-z]/i, zh: ' XML 文件', en: 'an XML file' },
];

/** How much of a file is looked at for what it is. */
const FIRST_BYTES = 1024;

/** Tells what a file is that is text and no table; null for anything else. */
function pageKind(bytes: Uint8Array): { zh: string; en: string } | null {
  const first = Buffer.from(bytes.subarray(0, FIRST_BYTES))
    .toString('utf8')
    .replace(/^[\uFEFF\s]+/, '');
  const text = first.replace(/^<\?xml[^>]*>\s*/i, '');
  return PAGES.find(({ begins }) => begins.test(text)) ?? (first === text ? null : (PAGES.at(-1) ?? null));
}

/**
 * Finds the first line whose encoding is not that of the lines before it, or none that is read; null where all are GB18030. Neither
 * encoding has the bytes of a line's end inside a character.
 */
function oddLine(bytes: Uint8Array): number | null {
  let first: 'utf8' | 'gb18030' | null = null;
  let start = 0;
  let line = 0;
  while (start < bytes.length) {
    line += 1;
    let end = start;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
    const encoding = encodingOf(bytes.subarray(start, end));
    if (encoding === 'neither' || (encoding !== null && first !== null && encoding !== first)) return line;
    first ??= encoding;
    start = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
  }
  return null;
}

const [LF, CR] = [0x0a, 0x0d];

/** Tells the encoding of a line; null for one of ASCII, and for one in GB18030 that could be either. */
function encodingOf(line: Uint8Array): 'utf8' | 'gb18030' | 'neither' | null {
  if (isAscii(line)) return null;
  const isGb = !iconv.decode(Buffer.from(line), 'gb18030').includes('\uFFFD');
  if (!isUtf8(line)) return isGb ? 'gb18030' : 'neither';
  // A character or two of GB18030 may look like one of UTF-8.
  const characters =
    Buffer.from(line)
      .toString('utf8')
      .match(/[\u0800-\u{10FFFF}]/gu)?.length ?? 0;
  return isGb && characters < 2 ? null : 'utf8';
}

/** The most of a text that is NUL: where one stands in every character, it is text of another encoding. */
const MAX_NUL_SHARE = 0.1;

/** Tells whether a file is text with a NUL here and there, which nobody sees. */
function isTextWithNul(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && bytes.filter((byte) => byte === 0).length <= bytes.length * MAX_NUL_SHARE;
}

/** Decodes the text of a file piece by piece. */
export function* decodeText(bytes: Uint8Array, encoding: 'utf8' | 'gb18030'): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const text = decoder.write(Buffer.from(bytes.subarray(start, start + CHUNK_BYTES)));
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
