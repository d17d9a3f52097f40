import { systemClock } from '../../config/clock.ts';
import { runImportCommand } from './import-command.ts';

const terminal = process.stderr.isTTY;
const clearLine = () => terminal && process.stderr.write('\r\u001b[K');

process.exitCode = await runImportCommand({
  args: process.argv.slice(2),
  environment: process.env,
  clock: systemClock,
  print: (line) => {
    clearLine();
    console.log(line);
  },
  onProgress: (line) => {
    clearLine();
    process.stderr.write(terminal ? line : `${line}\n`);
  },
});
