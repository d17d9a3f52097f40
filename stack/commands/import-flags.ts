import type { Scope } from '../../domain/scopes.ts';
import { plainCode } from '../../domain/text/code.ts';
import { parseOptions } from '../parse-options.ts';
import { StackError } from '../stack-error.ts';

export interface ImportFlags {
  kind: 'roll' | 'scores' | 'photos';
  file: string;
  examSessionId?: string;
  scope: Scope;
  checkOnly: boolean;
  skipBadRows: boolean;
}

export const IMPORT_USAGE = `npm run import -- roll FILE [flags]      take in a roll (学籍)
npm run import -- scores FILE [flags]    take in CET-4 score records
npm run import -- photos FOLDER [flags]  take in photos of people on the roll

FILE is CSV (UTF-8 or GB18030) or XLSX, its first row the column headings. All rows are checked before any is written.
FOLDER is a folder or a ZIP file of JPEG and PNG pictures, each at most 200 KB and named by its person's student number
or ID number (2024000123.jpg). They lie in folders named by school code (99101/...), or --school says whose they are.

  --check                only check: name every bad row, change nothing
  --skip-bad-rows        import the other rows when some are bad
  --session 2026-2       exam session of roll or photos; the open one unless given, else the draft
  --school 99101         accept campuses, or photos, of this school only
  --help                 this text

Bad rows are also written to FILE.errors.csv, personal values hidden.
Ends with 0: done; 1: bad rows, nothing imported; 2: the file or the platform cannot be used.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

/** Reads the arguments of `npm run import -- ...`. @throws StackError naming what is wrong; null asks for the usage */
export function readImportFlags(args: string[]): ImportFlags | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [kind, file, ...rest] = positionals;
  if (kind !== 'roll' && kind !== 'scores' && kind !== 'photos') {
    throw new StackError('Say what to import: roll, scores or photos. See npm run import -- --help');
  }
  if (!file) throw new StackError(`Name the file: npm run import -- ${kind} FILE`);
  if (rest.length > 0) {
    throw new StackError('One file at a time; a path with spaces needs quotes. See npm run import -- --help');
  }
  if (kind === 'scores' && (values.session !== undefined || values.school !== undefined)) {
    throw new StackError('Scores belong to no exam session and no school: leave --session and --school out');
  }
  const school = values.school === undefined ? undefined : plainCode(values.school);
  if (school !== undefined && !/^\d{5}$/.test(school)) {
    throw new StackError('--school takes a school code of 5 digits');
  }
  return {
    kind,
    file,
    ...(values.session !== undefined && { examSessionId: plainCode(values.session) }),
    scope: (school as Scope | undefined) ?? '*',
    checkOnly: values.check ?? false,
    skipBadRows: values['skip-bad-rows'] ?? false,
  };
}

function parse(args: string[]) {
  return parseOptions('npm run import', {
    args,
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      school: { type: 'string' },
      session: { type: 'string' },
      'skip-bad-rows': { type: 'boolean' },
    },
  });
}
