import type { Sql, TransactionSql } from 'postgres';

/** The most statements that a connection keeps prepared; each costs the server some memory. */
const MAX_PREPARED = 400;

type Unsafe = Sql['unsafe'];

/**
 * Has the statements that come again prepared: parsed and planned once per connection, and sent in one round trip instead
 * of two. What is asked only once, and what there is no room for, stays as it is.
 */
export function prepared(client: Sql): Sql {
  const seen = new Set<string>();
  const chosen = new Set<string>();

  function isPrepared(text: string): boolean {
    if (chosen.has(text)) return true;
    if (chosen.size >= MAX_PREPARED) return false;
    if (seen.delete(text)) {
      chosen.add(text);
      return true;
    }
    // Texts that differ with every request must not be collected for ever.
    if (seen.size >= MAX_PREPARED) seen.clear();
    seen.add(text);
    return false;
  }

  function over<Client extends Sql | TransactionSql>(inner: Client): Client {
    const unsafe: Unsafe = (text, parameters, options) =>
      inner.unsafe(text, parameters, { ...options, prepare: isPrepared(text) });
    return new Proxy(inner, {
      get(target, property, receiver) {
        if (property === 'unsafe') return unsafe;
        if (property === 'begin' && 'begin' in target)
          return (work: (tx: TransactionSql) => Promise<unknown>) => target.begin((tx) => work(over(tx)));
        if (property === 'savepoint' && 'savepoint' in target)
          return (work: (tx: TransactionSql) => Promise<unknown>) => target.savepoint((tx) => work(over(tx)));
        return Reflect.get(target, property, receiver);
      },
    });
  }

  return over(client);
}
