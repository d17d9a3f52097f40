import { and, asc, desc, eq, or } from 'drizzle-orm';
import type { Mode, Subject } from '../../domain/subjects.ts';
import { plainSubjectCode } from '../../domain/text/code.ts';
import { contains } from '../contains.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { subjects } from '../schema/index.ts';

const { code, nameZh, nameEn, language, level, mode } = subjects;
const ORDERS = { code, nameZh, nameEn, language, level, mode } as const;

export type SubjectSort = keyof typeof ORDERS;
export const SUBJECT_SORTS = Object.keys(ORDERS) as [SubjectSort, ...SubjectSort[]];

export interface SubjectFilter {
  /** A code, or a part of a name. */
  search?: string | undefined;
  mode?: Mode | undefined;
  level?: '4' | '6' | undefined;
  sort?: SubjectSort | undefined;
  order?: Direction | undefined;
}

/** Reads the catalogue, by code unless asked otherwise. */
export async function readSubjects(
  db: Reader,
  { search, sort = 'code', order = 'asc', ...filter }: SubjectFilter = {},
): Promise<Subject[]> {
  const inOrder = order === 'asc' ? asc : desc;
  return db
    .select()
    .from(subjects)
    .where(
      and(
        search === undefined
          ? undefined
          : or(eq(code, plainSubjectCode(search)), contains(nameZh, search), contains(nameEn, search)),
        filter.mode === undefined ? undefined : eq(mode, filter.mode),
        filter.level === undefined ? undefined : eq(level, filter.level === '4' ? 4 : 6),
      ),
    )
    .orderBy(inOrder(ORDERS[sort]), inOrder(code));
}
