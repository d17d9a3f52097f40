import { type Placeholder, sql } from 'drizzle-orm';
import type { Reader } from './reader.ts';

/** What a query that is built once is given when it runs, by name. */
export type Given<Values> = { [Name in keyof Values & string]: Placeholder<Name> };

interface Prepared<Rows> {
  execute(values?: Record<string, unknown>): Promise<Rows>;
}

/** Builders and transactions of the library keep these to themselves; `test/db/built-once.test.ts` relies on them. */
interface WithClient {
  client: unknown;
}
interface WithSession {
  _: { session: WithClient };
}

const GIVEN = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) });

/**
 * Makes a read whose text is built with its first use, not with each: the text of a page's read takes longer to build
 * than its answer to unpack. Lists are given as arrays (`= any(...)`), because the text must not depend on what is given.
 */
export function builtOnce<Values extends object, Rows>(
  build: (db: Reader, given: Given<Values>) => { prepare(name: string): Prepared<Rows> },
): (db: Reader, values: Values) => Promise<Rows> {
  let once: Prepared<Rows> | undefined;
  return (db, values) => {
    once ??= build(db, GIVEN as Given<Values>).prepare(build.name);
    const named = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? literal(value) : value,
    ]);
    return over(once, db).execute(Object.fromEntries(named));
  };
}

/** Writes an array as PostgreSQL reads it: the driver does so only once it has asked the server for its types. */
function literal(values: readonly (string | number)[]): string {
  return `{${values.map((value) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Has a query run where another reader would run it: on its connection when that is a transaction. */
function over<Rows>(query: Prepared<Rows>, db: Reader): Prepared<Rows> {
  const { client } = (db as unknown as WithSession)._.session;
  return Object.assign(Object.create(Object.getPrototypeOf(query)), query, { client });
}
