import { and, asc, eq, or } from 'drizzle-orm';
import type { Mode, Subject } from '../../domain/subjects.ts';
import { contains } from '../contains.ts';
import type { Reader } from '../reader.ts';
import { subjects } from '../schema/index.ts';

export interface SubjectFilter {
  /** A code, or a part of a name. */
  search?: string | undefined;
  mode?: Mode | undefined;
  level?: '4' | '6' | undefined;
}

/** Reads the catalogue, by code. */
export async function readSubjects(
  db: Reader,
  { search, mode, level }: SubjectFilter = {},
): Promise<Subject[]> {
  const { code, nameZh, nameEn } = subjects;
  return db
    .select()
    .from(subjects)
    .where(
      and(
        search === undefined
          ? undefined
          : or(eq(code, search), contains(nameZh, search), contains(nameEn, search)),
        mode === undefined ? undefined : eq(subjects.mode, mode),
        level === undefined ? undefined : eq(subjects.level, level === '4' ? 4 : 6),
      ),
    )
    .orderBy(asc(code));
}
