import { systemClock } from '../../config/clock.ts';
import { runStaffCommand } from './staff-command.ts';

process.exitCode = await runStaffCommand({
  args: process.argv.slice(2),
  environment: process.env,
  clock: systemClock,
  print: (line) => console.log(line),
});
