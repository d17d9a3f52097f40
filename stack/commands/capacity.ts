import { systemClock } from '../../config/clock.ts';
import { runCapacityCommand } from './capacity-command.ts';

process.exitCode = await runCapacityCommand({
  args: process.argv.slice(2),
  environment: process.env,
  clock: systemClock,
  print: (line) => console.log(line),
});
