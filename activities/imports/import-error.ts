import type { BilingualText } from '../../domain/import-flaws.ts';

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
  | 'CHANGED_MEANWHILE';

/** A file, or a request, that nothing can be imported from. The texts say what to do. */
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
