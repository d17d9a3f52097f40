import { unsafeSettings } from '../config/unsafe-settings.ts';
import { GrantError } from './grant-application.ts';
import { migrate, roleOf } from './migrate.ts';

const { MIGRATION_DATABASE_URL: ownerUrl, DATABASE_URL: applicationUrl, APP_ENV } = process.env;
const { NODE_TLS_REJECT_UNAUTHORIZED } = process.env;
const problems = Object.entries({ MIGRATION_DATABASE_URL: ownerUrl, DATABASE_URL: applicationUrl })
  .filter(([, value]) => !value)
  .map(([name]) => `${name}: is missing`);
// The owner's password is the one that must not be read on its way.
if (ownerUrl && applicationUrl && (APP_ENV || 'production') === 'production')
  problems.push(
    ...unsafeSettings({
      MIGRATION_DATABASE_URL: ownerUrl,
      DATABASE_URL: applicationUrl,
      NODE_TLS_REJECT_UNAUTHORIZED,
    }),
  );
if (ownerUrl && applicationUrl && problems.length === 0) {
  try {
    await migrate(ownerUrl, roleOf(applicationUrl));
    process.stdout.write('the schema is up to date, and the application has its rights\n');
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
