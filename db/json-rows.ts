import { Column, type GetColumnData, is, SQL, sql } from 'drizzle-orm';

type Field = Column | SQL | SQL.Aliased;

/** The rows of a selection as the code sees them. */
type Row<Fields extends Record<string, Field>> = {
  [Key in keyof Fields]: Fields[Key] extends Column
    ? GetColumnData<Fields[Key]>
    : Fields[Key] extends SQL<infer Value> | SQL.Aliased<infer Value>
      ? Value
      : never;
};

/**
 * Makes a column that holds the rows of another query, so that both come with one statement.
 * @param rest what follows the selection: `from ... where ...`
 */
export function jsonRows<Fields extends Record<string, Field>>(
  fields: Fields,
  rest: SQL,
): SQL<Row<Fields>[]> {
  return sql`(select coalesce(json_agg(${objectOf(fields)}), '[]') ${rest})`.mapWith({
    mapFromDriverValue: (rows: Record<string, unknown>[]) => rows.map((row) => mapped(fields, row)),
  });
}

/** Makes a column that holds the only row of another query, or null; see `jsonRows`. */
export function jsonRow<Fields extends Record<string, Field>>(
  fields: Fields,
  rest: SQL,
): SQL<Row<Fields> | null> {
  return sql`(select ${objectOf(fields)} ${rest} limit 1)`.mapWith({
    mapFromDriverValue: (row: Record<string, unknown>) => mapped(fields, row),
  });
}

function objectOf(fields: Record<string, Field>): SQL {
  const pairs = Object.entries(fields).map(([key, field]) => sql`${sql.raw(`'${key}'`)}, ${field}`);
  return sql`json_build_object(${sql.join(pairs, sql`, `)})`;
}

function mapped<Fields extends Record<string, Field>>(
  fields: Fields,
  row: Record<string, unknown>,
): Row<Fields> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, row[key] === null ? null : decoded(field, row[key])]),
  ) as Row<Fields>;
}

function decoded(field: Field, value: unknown): unknown {
  if (is(field, Column)) return field.mapFromDriverValue(value);
  const expression = is(field, SQL) ? field : field.sql;
  // The library keeps the decoder of an expression to itself, though it is what `mapWith` was given.
  const { decoder } = expression as unknown as { decoder: { mapFromDriverValue(value: unknown): unknown } };
  return decoder.mapFromDriverValue(value);
}
