import iconv from 'iconv-lite';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import { type ExportCell, plainCell } from '../../domain/cells/export-cell.ts';
import { csvLine } from '../../domain/cells/spreadsheet-cell.ts';
import type { Language } from '../../domain/moments.ts';
import { END_WORDS, type TableFile } from './table-file.ts';

/** The mark by which spreadsheet programs know UTF-8. */
const UTF8_MARK = '\uFEFF';

/**
 * Writes a table as CSV: UTF-8 with its mark, or GB18030, which old spreadsheet programs in China expect and which has
 * every character as well.
 * @returns pieces of the file; `head` is the first one and is made last, as it tells the number of rows
 */
export async function* csvPieces(
  { language, heads, rows, about }: TableFile,
  encoding: 'utf8' | 'gb18030',
): AsyncGenerator<{ body: Buffer } | { head: Buffer }, void, undefined> {
  const encoded = (text: string) => iconv.encode(text, encoding);
  let rowCount = 0;
  for await (const page of rows) {
    rowCount += page.length;
    yield { body: encoded(page.map((cells) => csvLine(csvCells(cells, language))).join('')) };
  }
  yield { body: encoded(csvLine([END_WORDS[language], rowCount])) };
  const mark = encoding === 'utf8' ? UTF8_MARK : '';
  yield { head: encoded(`${mark}${csvLine(about(rowCount).flat())}${csvLine(heads)}`) };
}

function csvCells(cells: readonly ExportCell[], language: Language): (string | number)[] {
  return cells.map((cell) => {
    const plain = plainCell(cell, language);
    if (typeof plain !== 'object') return plain;
    return 'at' in plain ? formatBeijingTime(plain.at) : plain.fen / 100;
  });
}
