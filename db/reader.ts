import type { Database } from './connect.ts';

/** What a reading query needs: the database, or a transaction in it. */
export type Reader = Pick<Database, 'select'>;
