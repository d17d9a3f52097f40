import type { Database } from './connect.ts';

/** The part of the database, or of a transaction in it, that a reading query needs. */
export type Reader = Pick<Database, 'select' | 'selectDistinctOn'>;
