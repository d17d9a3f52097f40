import { migrate } from './migrate.ts';

const url = process.env.DATABASE_URL;
if (url) {
  await migrate(url);
  process.stdout.write('the schema is up to date\n');
} else {
  process.stderr.write('DATABASE_URL: is missing\n');
  process.exitCode = 1;
}
