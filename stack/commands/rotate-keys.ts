import { runRotateKeysCommand } from './rotate-keys-command.ts';

process.exitCode = await runRotateKeysCommand({
  args: process.argv.slice(2),
  environment: process.env,
  print: (line) => console.log(line),
});
