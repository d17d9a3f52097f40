import { runCountersCommand } from './counters-command.ts';

process.exitCode = await runCountersCommand({
  args: process.argv.slice(2),
  environment: process.env,
  print: (line) => console.log(line),
});
