import { sql } from 'drizzle-orm';
import { candidates } from '../schema/index.ts';

/** College, class and grade as lists are sorted by them; who has none comes first. The indexes say the same. */
export const collegeInOrder = sql`coalesce(${candidates.college}, '')`;
export const classInOrder = sql`coalesce(${candidates.className}, '')`;
export const gradeInOrder = sql`coalesce(${candidates.grade}, 0)`;
