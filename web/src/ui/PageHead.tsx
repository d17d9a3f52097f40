import { type ReactNode, useContext, useEffect } from 'react';
import { FrameName } from './frame-name.ts';

/**
 * The heading of a page, which is also the title of its tab. It takes the focus after a navigation, so that screen
 * readers start here.
 */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const frame = useContext(FrameName);
  // After the frame has named the page as it is before it is loaded.
  useEffect(() => {
    document.title = frame === '' ? title : `${title} - ${frame}`;
  }, [title, frame]);
  return (
    <div className="page-head">
      <h1 className="page-title" tabIndex={-1} data-page-title>
        {title}
      </h1>
      {children}
    </div>
  );
}
