import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Spinner } from './Spinner.tsx';
import type { Tone } from './Status.tsx';

const ICONS: Record<Exclude<Tone, 'neutral'>, IconName> = {
  info: 'info',
  good: 'check',
  caution: 'warning',
  bad: 'warning',
};

interface NoticeProps {
  tone: Exclude<Tone, 'neutral'>;
  title?: ReactNode;
  /**
   * The way a screen reader learns of it: `alert` interrupts, `status` waits its turn; unset for what was there from
   * the start.
   */
  live?: 'alert' | 'status';
  busy?: boolean;
  children?: ReactNode;
}

/** A framed message inside a page. */
export function Notice({ tone, title, live, busy = false, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live}>
      {busy ? <Spinner /> : <Icon name={ICONS[tone]} />}
      <div className="notice-body">
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
