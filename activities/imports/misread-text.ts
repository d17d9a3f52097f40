import iconv from 'iconv-lite';
import { type ImportColumn, matchColumns } from '../../domain/cells/columns.ts';
import { ImportError } from './import-error.ts';

type Bytes = (text: string) => Buffer;

const gb18030: Bytes = (text) => iconv.encode(text, 'gb18030');
/** Latin text as browsers and spreadsheet programs read it: bytes that stand for nothing stay what they are. */
const western: Bytes = (text) =>
  Buffer.concat(
    Array.from(text, (one) => (one <= 'ÿ' ? Buffer.from(one, 'latin1') : iconv.encode(one, 'windows-1252'))),
  );

/**
 * Tells of headings of which none is known whether they are known in another reading: as Big5, or as UTF-8 that some program has taken for
 * another encoding.
 * @throws ImportError
 */
export function refuseMisread(
  name: string,
  columns: readonly ImportColumn[],
  texts: readonly string[],
): void {
  const isKnown = (bytesOf: Bytes, encoding: string) =>
    Object.keys(
      matchColumns(
        columns,
        texts.map((text) => iconv.decode(bytesOf(text), encoding)),
      ).positions,
    ).length > 0;
  if (isKnown(gb18030, 'big5'))
    throw new ImportError('BAD_ENCODING', {
      zh: `${name} 是 Big5（繁体）编码的文本；请用表格软件按 Big5 打开，另存为 .xlsx 或 CSV UTF-8`,
      en: `${name} is text in Big5; open it as such in a spreadsheet program and save it as .xlsx or CSV UTF-8`,
    });
  if ([gb18030, western].some((bytesOf) => isKnown(bytesOf, 'utf8')))
    throw new ImportError('BAD_ENCODING', {
      zh: `${name} 的文字已是乱码（UTF-8 文本被按其他编码打开后又保存）；请从原系统重新导出，另存为 .xlsx 或 CSV UTF-8`,
      en: `the text of ${name} is garbled (UTF-8 was opened as another encoding and saved again); export it anew, as .xlsx or CSV UTF-8`,
    });
}
