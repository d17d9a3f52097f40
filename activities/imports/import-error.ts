import type { BilingualText } from '../../domain/cells/flaws.ts';
import { BatchRefusal } from '../batches/batch-work.ts';

export type ImportErrorCode =
  | 'FILE_MISSING'
  | 'FILE_UNREADABLE'
  | 'NOT_A_FILE'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'WRONG_TYPE'
  | 'BAD_ENCODING'
  | 'FILE_BROKEN'
  | 'MISSING_COLUMNS'
  | 'REPEATED_COLUMNS'
  | 'HIDDEN_COLUMNS'
  | 'NO_ROWS'
  | 'TOO_MANY_ROWS'
  | 'UNKNOWN_SESSION'
  | 'WRONG_KEYS'
  | 'CHANGED_MEANWHILE'
  | 'IMPORT_RUNNING'
  | 'SESSION_CLOSED';

/** The reason why nothing can be imported from a file or request. The texts say what to do. */
export class ImportError extends BatchRefusal {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;
  readonly text: BilingualText;
  constructor(code: ImportErrorCode, text: BilingualText, options?: ErrorOptions) {
    super({ code, message: text }, options);
    this.code = code;
    this.text = text;
  }
}

export function noRows(name: string): ImportError {
  return new ImportError('NO_ROWS', {
    zh: `${name} 只有表头，没有数据`,
    en: `${name} has headings but no rows`,
  });
}

/** Reports that a file has changed since it was checked. */
export function changedSince(name: string): ImportError {
  return new ImportError('CHANGED_MEANWHILE', {
    zh: `${name} 在导入期间被改动；请重新导入，已写入的不受影响`,
    en: `${name} was changed during the import; import again, what was written stays`,
  });
}
