import { type ReactNode, useId } from 'react';

interface CardProps {
  title: ReactNode;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A titled section of a page. */
export function Card({ title, aside, id, children }: CardProps) {
  const titleId = useId();
  return (
    <section className="card" aria-labelledby={titleId} id={id}>
      <div className="card-head">
        <h2 id={titleId}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
