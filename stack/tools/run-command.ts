import { spawn } from 'node:child_process';

const TAIL_CHARACTERS = 16_000;

/** A command that failed, with the end of its output. */
export class CommandError extends Error {
  readonly output: string;
  constructor(command: string, how: string, output: string) {
    super(`${command} failed (${how}): ${lastLine(output)}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Runs a command to its end. @throws CommandError when it fails, cannot be started or takes too long */
export function runCommand(command: string, args: string[], options: CommandOptions): Promise<string> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, {
      ...(options.cwd && { cwd: options.cwd }),
      ...(options.env && { env: options.env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-TAIL_CHARACTERS);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      process.off('exit', end);
      reject(new CommandError(command, signal.aborted ? 'took too long' : error.message, output));
    });
    child.once('close', (code, killedBy) => {
      process.off('exit', end);
      if (code === 0) resolve(output);
      else reject(new CommandError(command, killedBy ?? `exit code ${code}`, output));
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'it said nothing';
}
