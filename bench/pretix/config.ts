export interface PretixSettings {
  url: string;
  directory: string;
  database: { name: string; user: string; password: string; host: string; port: string };
  redisUrl: string;
}

/**
 * Writes pretix' configuration as its manual has it for production: PostgreSQL, Redis for cache, sessions and the queue
 * of background tasks.
 */
export function pretixConfig({ url, directory, database, redisUrl }: PretixSettings): string {
  return Object.entries({
    pretix: { instance_name: 'bench', url, currency: 'CNY', datadir: directory },
    locale: { default: 'en', timezone: 'Asia/Shanghai' },
    database: { backend: 'postgresql', ...database },
    redis: { location: `${redisUrl}/0`, sessions: 'true' },
    celery: { backend: `${redisUrl}/1`, broker: `${redisUrl}/2` },
  })
    .map(([section, settings]) =>
      [
        `[${section}]`,
        ...Object.entries(settings).map(([name, value]) => `${name}=${escaped(value)}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Python's reader of configurations replaces what stands behind a percent sign. */
const escaped = (value: string): string => value.replaceAll('%', '%%');
