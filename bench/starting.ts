import { join } from 'node:path';
import type { Reaper } from '../stack/processes/reaper.ts';
import type { StopList } from '../stack/processes/stop-list.ts';

/** What every part of the bench needs that starts something. */
export interface Starting {
  /** The folder of everything that is thrown away afterwards. */
  directory: string;
  reaper: Reaper;
  /** Receives a stop for everything that was started, even when a start fails half-way. */
  stops: StopList;
  /** The folder for profiles of the processor's time; null when none are wanted. */
  profiles: string | null;
}

export const logDirectory = ({ directory }: Starting): string => join(directory, 'logs');
