import type { ReactNode } from 'react';

/** The heading of a page. It takes the focus after a navigation, so that screen readers start here. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="page-head">
      <h1 className="page-title" tabIndex={-1} data-page-title>
        {title}
      </h1>
      {children}
    </div>
  );
}
