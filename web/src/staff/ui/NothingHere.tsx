import type { ReactNode } from 'react';
import { PageHead } from '../../ui/PageHead.tsx';
import { StaffLink } from './StaffLink.tsx';

interface NothingHereProps {
  title: string;
  /** The page that leads on, and what it is called. */
  back: { path: string; label: string };
  children: ReactNode;
}

/** What an address shows that names nothing there is: it says so, and leads back. */
export function NothingHere({ title, back, children }: NothingHereProps) {
  return (
    <div className="page">
      <PageHead title={title}>
        <p className="breaks">{children}</p>
        <div className="actions">
          <StaffLink className="button" to={back.path}>
            {back.label}
          </StaffLink>
        </div>
      </PageHead>
    </div>
  );
}
