import { asc } from 'drizzle-orm';
import type { Subject } from '../../domain/subjects.ts';
import type { Reader } from '../reader.ts';
import { subjects } from '../schema/index.ts';

const MAX_SUBJECTS = 100;

export async function readCatalogue(db: Reader): Promise<Subject[]> {
  return db.select().from(subjects).orderBy(asc(subjects.code)).limit(MAX_SUBJECTS);
}
