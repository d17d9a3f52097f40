import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'neutral' | 'info' | 'good' | 'caution' | 'bad';

const ICONS: Record<Tone, IconName> = {
  neutral: 'dash',
  info: 'info',
  good: 'check',
  caution: 'clock',
  bad: 'cross',
};

/** A state as icon, colour and word. */
export function Status({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`status status-${tone}`}>
      <Icon name={icon ?? ICONS[tone]} />
      {children}
    </span>
  );
}
