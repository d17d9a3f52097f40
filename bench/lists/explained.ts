import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database } from '../../db/connect.ts';
import type { Reader } from '../../db/reader.ts';
import * as schema from '../../db/schema/index.ts';

/** A node of a plan, as PostgreSQL tells it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

interface Statement {
  query: string;
  params: unknown[];
}

/** Opens a connection on which queries are explained. */
export function openExplaining(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  const heard: Statement[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void heard.push({ query, params }) };
  const db: Database = drizzle(sql, { schema, casing: 'snake_case', logger });
  return {
    sql,
    db,
    /** Carries a query out, and answers with the plan of each of its statements. */
    async explain(run: (db: Reader) => Promise<unknown>): Promise<PlanNode[]> {
      heard.length = 0;
      await run(db);
      const plans: PlanNode[] = [];
      for (const { query, params } of heard.splice(0)) {
        const [row] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
          `explain (analyze, buffers, timing off, format json) ${query}`,
          params as never[],
        );
        plans.push(row!['QUERY PLAN'][0].Plan);
      }
      return plans;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

/** Lists the nodes of a plan that read a table, wherever they are in it. */
export function scansOf(plan: PlanNode): PlanNode[] {
  const inside = (plan.Plans ?? []).flatMap(scansOf);
  return plan['Relation Name'] === undefined ? inside : [plan, ...inside];
}

/** Counts the rows that a scan has looked at, shown or not. */
export function rowsLookedAt(scan: PlanNode): number {
  const each =
    scan['Actual Rows'] +
    (scan['Rows Removed by Filter'] ?? 0) +
    (scan['Rows Removed by Index Recheck'] ?? 0);
  return Math.round(each * scan['Actual Loops']);
}
