import { systemClock } from '../../config/clock.ts';
import { runReconcileCommand } from './reconcile-command.ts';

process.exitCode = await runReconcileCommand({
  args: process.argv.slice(2),
  environment: process.env,
  clock: systemClock,
  print: (line) => console.log(line),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
