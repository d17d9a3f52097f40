import { type Instant, isWithin } from '../../time.ts';
import type { ChooseTranscriptsCommand, SetQuickPrintCommand } from '../commands.ts';
import { liveEntries, type Registration } from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** Decides the choice of 成绩报告单: per level, covering written and oral, changeable in its windows. */
export function decideChooseTranscripts(
  registration: Registration,
  command: ChooseTranscriptsCommand,
  now: Instant,
): Decision {
  if (!command.facts.transcriptWindows.some((window) => isWithin(window, now)))
    return refuse('TRANSCRIPT_WINDOW_CLOSED');
  const levels = new Set(liveEntries(registration).map((entry) => entry.level));
  if (command.choices.some(({ level }) => !levels.has(level))) return refuse('LEVEL_NOT_TAKEN');
  const changed = command.choices.filter(({ level, choice }) => registration.transcripts[level] !== choice);
  return accept(changed.map(({ level, choice }) => ({ type: 'transcriptChosen', level, choice })));
}

/** Decides 快速打印开启. */
export function decideSetQuickPrint(registration: Registration, command: SetQuickPrintCommand): Decision {
  return accept(registration.quickPrint === command.on ? [] : [{ type: 'quickPrintSet', on: command.on }]);
}
