import { idNumberIndex, studentNumberIndexes } from '../../db/person/personal-index.ts';
import type { PhotoHolder } from '../../db/roll/import-photos.ts';
import type { Vault } from '../../db/vault.ts';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import { flaw, type Flaw } from '../../domain/cells/flaws.ts';
import { plainCode } from '../../domain/text/code.ts';
import { plainLine } from '../../domain/text/typed-text.ts';
import type { PhotoFile } from './photo-source.ts';

/** The school and the possible numbers of the person, taken from a file's path. */
export interface PhotoName {
  schoolCode: string;
  /** The indexes of the number in either case. */
  studentNumberIndexes: string[];
  /** The indexes for all ID types: the name does not tell the type. */
  idNumberIndexes: string[];
}

/** A path that begins at a root or a drive, or climbs out of the folder: it may name another school's than it lies in. */
const OUTSIDE = /^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/;

/**
 * Reads a photo's path. The school is the innermost folder named by a school code, else the one the import is limited
 * to.
 */
export function readPhotoName(
  vault: Vault,
  { path, isLink }: PhotoFile,
  scope: string | null,
): { name: PhotoName } | { flaw: Flaw<'file'> } {
  if (isLink) return { flaw: flaw('file', 'LINK') };
  if (OUTSIDE.test(path)) return { flaw: flaw('file', 'OUTSIDE_PATH') };
  const folders = path.split('/').slice(0, -1);
  const folder = folders.map(plainCode).findLast((one) => /^\d{5}$/.test(one));
  const schoolCode = folder ?? scope;
  if (schoolCode === null) return { flaw: flaw('file', 'NO_SCHOOL') };
  if (scope !== null && schoolCode !== scope) {
    return { flaw: flaw('file', 'SCHOOL_OUT_OF_SCOPE', { code: schoolCode, scope }) };
  }
  const number = (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '').trim();
  return {
    name: {
      schoolCode,
      studentNumberIndexes: studentNumberIndexes(vault, schoolCode, number),
      idNumberIndexes: ID_TYPES.map((idType) => idNumberIndex(vault, idType, number)),
    },
  };
}

/** Finds the roll entry that a photo belongs to. */
export function holderOf(name: PhotoName, holders: PhotoHolder[]): PhotoHolder | Flaw<'file'> {
  const own = holders.filter(
    ({ schoolCode, studentNumberIndex: student, idNumberIndex: id }) =>
      schoolCode === name.schoolCode &&
      (name.studentNumberIndexes.includes(student) || name.idNumberIndexes.includes(id)),
  );
  const [holder, another] = own;
  if (!holder) return flaw('file', 'UNKNOWN_PERSON');
  return another ? flaw('file', 'AMBIGUOUS_PERSON') : holder;
}

/** Masks a path so that it may be shown: only both ends of an ID number remain, and nothing hidden. */
export function shownPath(path: string): string {
  return plainLine(path).replace(
    /([0-9A-Za-z]{6})[0-9A-Za-z]{5,}([0-9A-Za-z]{4})/g,
    (_, start, end) => `${start}****${end}`,
  );
}
