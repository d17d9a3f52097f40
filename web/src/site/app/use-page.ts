import { useMatches } from '@tanstack/react-router';
import type { Mode } from '../../lib/api-types.ts';
import type { ProgressStep } from '../lib/progress.ts';
import type { TitleKey } from './static-data.ts';

/** Title and step of the page shown now. */
export function usePage(): { title: TitleKey; step: ProgressStep | undefined } {
  const { staticData, params } = useMatches({ select: (matches) => matches[matches.length - 1] }) ?? {};
  const mode: Mode = params && 'mode' in params && params.mode === 'oral' ? 'oral' : 'written';
  const { title = 'site', step } = staticData ?? {};
  return {
    title: typeof title === 'string' ? title : title[mode],
    step: typeof step === 'object' ? step[mode] : step,
  };
}
