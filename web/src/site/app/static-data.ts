import type { Mode } from '../../lib/api-types.ts';
import type { ProgressStep } from '../lib/progress.ts';
import type { Words } from '../../i18n/zh.ts';

export type TitleKey = keyof Words['titles'];

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Title of the page, in the tab and for screen readers. */
    title?: TitleKey | Record<Mode, TitleKey>;
    /** The step of the progress bar this page belongs to. */
    step?: ProgressStep | Record<Mode, ProgressStep>;
  }
}
