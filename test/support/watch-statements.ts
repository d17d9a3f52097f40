import type { Sql } from 'postgres';
import type { Database } from '../../db/connect.ts';

/**
 * Watches what is sent to the database: equal statements are equal work, which says more about time than a clock does.
 * @returns a function that runs something and answers with its outcome and its statements, in order, without values
 */
export function watchStatements(db: Database) {
  const { $client } = db as Database & { $client: Sql };
  let seen: string[] = [];
  $client.options.debug = (_connection, query) => {
    seen.push(query.replace(/values \(.*/s, 'values').replace(/\s+/g, ' '));
  };
  return async <Outcome>(run: () => Promise<Outcome>): Promise<{ answer: Outcome; statements: string[] }> => {
    seen = [];
    const answer = await run();
    return { answer, statements: seen };
  };
}
