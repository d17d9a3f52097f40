import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StackError } from './stack-error.ts';

/** Parses a command line. @param command as people type it @throws StackError saying what is wrong, and where help is */
export function parseOptions<Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [firstSentence] = (error as Error).message.split('. ');
    throw new StackError(`${firstSentence}. See ${command} -- --help`);
  }
}
