import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { isFormulaLike } from '../../domain/cells/spreadsheet-cell.ts';
import { decodeText } from './file-format.ts';
import { ImportError } from './import-error.ts';
import type { SheetRow } from './sheet-row.ts';

const MAX_RECORD_CHARACTERS = 64 * 1024;

/**
 * Reads the rows of a CSV file, separated by commas or, if its first line has no comma outside quotes, by the tabs or semicolons that it has;
 * where its first lines have none of these, by bars or by the commas and semicolons of Chinese.
 * Lines may end in any way, each in its own. `="value"`, which exporters write so that spreadsheet programs keep all digits, is read as the value.
 * @throws ImportError when quotes do not match or a row never ends
 */
export async function* csvRows(
  bytes: Uint8Array,
  encoding: 'utf8' | 'gb18030',
): AsyncGenerator<SheetRow, void, undefined> {
  const text = Readable.from(withPlainEnds(decodeText(bytes, encoding)));
  const parser = parse({
    bom: true,
    delimiter: separatorOf(bytes, encoding),
    info: true,
    record_delimiter: '\n',
    max_record_size: MAX_RECORD_CHARACTERS,
    relax_column_count: true,
    // Quotes inside a cell are taken where there are such cells alone: elsewhere they hide that two rows became one.
    relax_quotes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('="'),
    skip_empty_lines: true,
  });
  text.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      const linesInside = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      yield { line: info.lines - linesInside, cells: record.map(asMeant) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 0);
    throw new ImportError(
      'FILE_BROKEN',
      {
        zh: `第 ${line} 行附近的双引号不成对，或该行过长；请改正后重新导入`,
        en: `near line ${line} a double quote has no partner, or the line is too long; correct it and import again`,
      },
      // The parser's own error is left out: it quotes the cell, which may be personal.
      {},
    );
  } finally {
    text.destroy();
    parser.destroy();
  }
}

/** Ends every line in the same way: a file put together from several ends them in several. */
function* withPlainEnds(pieces: Iterable<string>): Generator<string> {
  let isCut = false;
  for (const piece of pieces) {
    const text: string = isCut ? `\r${piece}` : piece;
    isCut = text.endsWith('\r');
    yield (isCut ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n');
  }
  if (isCut) yield '\n';
}

/** A cell as exporters write it for spreadsheet programs to keep all its digits. */
const AS_TEXT = /^="([^"]*)"$/;

/** What our own files put in front of a cell that looks like a formula. */
const GUARD = /^'(?=.)/;

function asMeant(cell: string): string {
  const bare = cell.replace(GUARD, '');
  if (bare !== cell && isFormulaLike(bare)) return bare;
  return AS_TEXT.exec(cell.trim())?.[1] ?? cell;
}

/** What separates cells where none of the usual separators does. */
const UNUSUAL = ['|', '，', '；'] as const;
/** The lines of a title and of headings, of which one has a separator. */
const FIRST_LINES = 5;

/** Finds what separates the cells of the first line that has any separator outside quotes. */
function separatorOf(bytes: Uint8Array, encoding: 'utf8' | 'gb18030'): string {
  for (const text of decodeText(bytes.subarray(0, MAX_RECORD_CHARACTERS), encoding)) {
    const lines = text.replace(/"[^"]*"/g, '').split(/[\r\n]/);
    const first = lines.filter((one) => one.trim() !== '').slice(0, FIRST_LINES);
    const unusual = first.some((one) => /[,;\t]/.test(one)) ? undefined : unusualIn(first);
    if (unusual) return unusual;
    const line = lines.find((one) => /[,;\t]/.test(one)) ?? '';
    return ([',', '\t', ';'] as const).find((separator) => line.includes(separator)) ?? ',';
  }
  return ',';
}

function unusualIn(lines: readonly string[]): string | undefined {
  return UNUSUAL.find((separator) => lines.some((line) => line.includes(separator)));
}
