import type { Sql, TransactionSql } from 'postgres';

/**
 * Finds the settings that keep triggers from running, of everybody, of a role or of this database, each with the command
 * that takes it away.
 */
export function replicaSettings(
  sql: Sql | TransactionSql,
  role: string,
): Promise<{ whose: string; reset: string }[]> {
  return sql<{ whose: string; reset: string }[]>`
    select case when setrole = 0 then '' else 'role ' || pg_get_userbyid(setrole) end
        || case when setrole <> 0 and setdatabase <> 0 then ' in ' else '' end
        || case when setdatabase <> 0 then 'database ' || current_database() when setrole = 0 then 'every role' else '' end as whose,
      case when setrole = 0 and setdatabase <> 0 then format('alter database %I', current_database())
        else 'alter role ' || case when setrole = 0 then 'all' else quote_ident(pg_get_userbyid(setrole)) end
          || case when setdatabase <> 0 then format(' in database %I', current_database()) else '' end
        end || ' reset session_replication_role' as reset
    from pg_db_role_setting
    where (setrole = 0 or pg_get_userbyid(setrole) = ${role})
      and (setdatabase = 0 or setdatabase = (select oid from pg_database where datname = current_database()))
      and exists (select from unnest(setconfig) as one where one ~* '^session_replication_role=' and one !~* '=origin$')
    order by 1`;
}

/** Finds the triggers of the platform's tables that do not run, those of foreign keys too. */
export function brokenTriggers(sql: Sql | TransactionSql): Promise<{ name: string; table: string }[]> {
  return sql<{ name: string; table: string }[]>`
    select tgname as name, relname as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where relnamespace = 'public'::regnamespace and tgenabled in ('D', 'R')
    order by 2, 1`;
}

/** Finds the triggers that the migrations made (`guards`) and that are there no longer. */
export async function missingTriggers(sql: Sql | TransactionSql): Promise<{ name: string; table: string }[]> {
  const [table] = await sql`select to_regclass('public.guards') is not null as there`;
  if (!table?.there) return [];
  return sql<{ name: string; table: string }[]>`
    select name, table_name as table from guards g
    where not exists (select from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where relnamespace = 'public'::regnamespace and relname = g.table_name and tgname = g.name)
    order by 2, 1`;
}
