import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeText } from './file-format.ts';
import { ImportError } from './import-error.ts';
import type { SheetRow } from './sheet-row.ts';

const MAX_RECORD_CHARACTERS = 64 * 1024;

/**
 * Reads the rows of a CSV file, separated by commas or, if its first line has only tabs, by tabs.
 * @throws ImportError when quotes do not match or a row never ends
 */
export async function* csvRows(
  bytes: Uint8Array,
  encoding: 'utf8' | 'gb18030',
): AsyncGenerator<SheetRow, void, undefined> {
  const text = Readable.from(decodeText(bytes, encoding));
  const parser = parse({
    bom: true,
    delimiter: separatedByTabs(bytes, encoding) ? '\t' : ',',
    info: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  text.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      const linesInside = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      yield { line: info.lines - linesInside, cells: record };
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

function separatedByTabs(bytes: Uint8Array, encoding: 'utf8' | 'gb18030'): boolean {
  for (const text of decodeText(bytes.subarray(0, MAX_RECORD_CHARACTERS), encoding)) {
    const firstLine = text.split(/[\r\n]/, 1)[0] ?? '';
    return firstLine.includes('\t') && !firstLine.includes(',');
  }
  return false;
}
