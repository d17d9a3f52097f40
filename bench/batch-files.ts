import { ZipFile } from 'yazl';
import { ROLL_COLUMNS } from '../domain/roll/roll.ts';
import { xlsxPieces } from '../gateways/tables/xlsx-file.ts';
import { madeUpIdNumber } from '../stack/demo/made-up-number.ts';
import { drawPortrait } from '../stack/demo/portraits.ts';

const ROWS_AT_ONCE = 500;
const PORTRAITS = 48;

const studentNumber = (index: number) => `B${index}`;

/** Makes the roll of so many people of a campus, as a workbook. */
export async function* rollWorkbook(campusCode: string, count: number): AsyncGenerator<Buffer> {
  async function* rows() {
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const length = Math.min(ROWS_AT_ONCE, count - from);
      yield Array.from({ length }, (_, at) => {
        const index = from + at;
        const cells: Record<string, string> = {
          name: '李䶮',
          sex: index % 2 ? '女' : '男',
          idType: '居民身份证',
          idNumber: madeUpIdNumber(98, index),
          campusCode,
          educationLevel: '本科',
          schoolingYears: '4',
          entryYear: '2024',
          grade: '3',
          department: `学院${index % 40}`,
          major: `专业${index % 200}`,
          className: `${index % 4_000}班`,
          studentNumber: studentNumber(index),
        };
        return ROLL_COLUMNS.map(({ key }) => cells[key] ?? '');
      });
    }
  }
  yield* xlsxPieces({
    language: 'zh',
    heads: ROLL_COLUMNS.map(({ zh }) => zh),
    rows: rows(),
    about: () => [],
  });
}

/** Makes a ZIP with photos of the first so many of them. */
export async function* photoZip(schoolCode: string, count: number): AsyncGenerator<Buffer> {
  const portraits = Array.from({ length: PORTRAITS }, (_, index) => drawPortrait(index));
  const zip = new ZipFile();
  for (let index = 0; index < count; index += 1)
    zip.addBuffer(portraits[index % PORTRAITS] as Buffer, `${schoolCode}/${studentNumber(index)}.png`, {
      compress: false,
    });
  zip.end();
  for await (const piece of zip.outputStream) yield piece as Buffer;
}
