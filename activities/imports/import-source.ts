import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_TABLE_BYTES } from '../../domain/batches/file.ts';
import { ImportError } from './import-error.ts';

/**
 * The bytes of one file. They are held in memory instead of being streamed from the disk: the import then gets exactly
 * what was checked, even if the file is saved again in between, and the size limit keeps that small. Rows are streamed
 * out of them.
 */
export interface ImportSource {
  name: string;
  bytes: Uint8Array;
}

export const MAX_FILE_BYTES = MAX_TABLE_BYTES;

/**
 * Reads a file to be imported.
 * @throws ImportError when it is missing, not a file, empty or too large
 */
export async function readImportFile(path: string, maxBytes = MAX_FILE_BYTES): Promise<ImportSource> {
  const name = basename(path);
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw unopened(name, error);
  });
  try {
    const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!isFile) {
      throw new ImportError('NOT_A_FILE', {
        zh: `${name} 不是文件；请给出一个 CSV 或 XLSX 文件`,
        en: `${name} is not a file; name a CSV or XLSX file`,
      });
    }
    checkSize(name, size, maxBytes);
    return { name, bytes: await file.readFile() };
  } finally {
    await file.close();
  }
}

/** Checks the size of a file. @throws ImportError when it is empty, or larger than an import takes */
export function checkSize(name: string, size: number, maxBytes = MAX_FILE_BYTES): void {
  if (size === 0) {
    throw new ImportError('FILE_EMPTY', {
      zh: `${name} 是空文件；第一行应为表头`,
      en: `${name} is empty; its first line must hold the column headings`,
    });
  }
  if (size > maxBytes) {
    const limit = maxBytes / 1024 / 1024;
    throw new ImportError('FILE_TOO_LARGE', {
      zh: `${name} 超过 ${limit} MB；请按学校拆分后分别导入`,
      en: `${name} is larger than ${limit} MB; split it by school and import the parts`,
    });
  }
}

function unopened(name: string, error: NodeJS.ErrnoException): ImportError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new ImportError('FILE_MISSING', {
      zh: `找不到文件 ${name}；请检查路径`,
      en: `there is no file ${name}; check the path`,
    });
  }
  return new ImportError('FILE_UNREADABLE', {
    zh: `无法读取 ${name}（${error.code}）；请检查文件权限`,
    en: `${name} cannot be read (${error.code}); check its permissions`,
  });
}
