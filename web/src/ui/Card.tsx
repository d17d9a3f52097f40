import { type ReactNode, useId } from 'react';

interface CardProps {
  title: ReactNode;
  aside?: ReactNode;
  id?: string;
  /** True for content that is used on the screen, not read: it is not printed. */
  screenOnly?: boolean;
  children: ReactNode;
}

/** A titled section of a page. */
export function Card({ title, aside, id, screenOnly = false, children }: CardProps) {
  const titleId = useId();
  return (
    <section className={screenOnly ? 'card no-print' : 'card'} aria-labelledby={titleId} id={id}>
      <div className="card-head">
        <h2 id={titleId}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
