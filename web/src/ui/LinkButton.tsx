import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

interface LookProps extends ComponentProps<'a'> {
  look?: 'plain' | 'main';
}

/** A link to a file of the server, or to another site, that looks like a button. */
export function ButtonAnchor({ look = 'plain', children, ...rest }: LookProps) {
  return (
    <a {...rest} className={look === 'main' ? 'button button-main' : 'button'}>
      {children}
    </a>
  );
}

/** A link to another page that looks like a button. */
export const LinkButton = createLink(ButtonAnchor);
