import type { BilingualText } from '../../domain/cells/flaws.ts';

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
  | 'NO_ROWS'
  | 'TOO_MANY_ROWS'
  | 'UNKNOWN_SESSION'
  | 'WRONG_KEYS'
  | 'CHANGED_MEANWHILE';

/** The reason why nothing can be imported from a file or request. The texts say what to do. */
export class ImportError extends Error {
  readonly code: ImportErrorCode;
  readonly text: BilingualText;
  constructor(code: ImportErrorCode, text: BilingualText, options?: ErrorOptions) {
    super(text.en, options);
    this.name = 'ImportError';
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

const UNIQUE_VIOLATION = '23505';

/**
 * Translates a failed write: a conflict with somebody else's write between check and import becomes an ImportError,
 * anything else stays as it is.
 */
export function changedMeanwhile(error: unknown): unknown {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code !== UNIQUE_VIOLATION) return error;
  return new ImportError('CHANGED_MEANWHILE', {
    zh: '导入期间数据被他人更改；请重新导入，已写入的行不受影响',
    en: 'the data was changed by somebody else during the import; import again, rows already written stay',
  });
}
