import { runAuditCommand } from './audit-command.ts';

process.exitCode = await runAuditCommand({
  args: process.argv.slice(2),
  environment: process.env,
  print: (line) => console.log(line),
});
