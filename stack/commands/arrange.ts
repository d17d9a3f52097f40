import { systemClock } from '../../config/clock.ts';
import { runArrangeCommand } from './arrange-command.ts';

process.exitCode = await runArrangeCommand({
  args: process.argv.slice(2),
  environment: process.env,
  clock: systemClock,
  print: (line) => console.log(line),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
