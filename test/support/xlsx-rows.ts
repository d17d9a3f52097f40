import { openSheets } from '../../activities/imports/xlsx-rows.ts';
import type { XlsxPackage } from '../../activities/imports/xlsx-package.ts';

/** Reads the rows of the first visible sheet. */
export async function* xlsxRows(name: string, file: XlsxPackage) {
  const first = (await openSheets(name, file)).find(({ isHidden }) => !isHidden);
  if (first) yield* first.rows();
}
