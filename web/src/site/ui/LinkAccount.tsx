import type { ReactNode } from 'react';
import { Notice } from '../../ui/Notice.tsx';
import { useMe } from '../lib/use-exam-session.ts';

interface LinkAccountProps {
  intro: ReactNode;
  link: { account: string; signedIn: boolean };
  /** What the link means for somebody else who is signed in. */
  another: (name: string) => string;
}

/** Says whose a mailed link is, plainly where somebody else is signed in. */
export function LinkAccount({ intro, link, another }: LinkAccountProps) {
  const me = useMe();
  return (
    <>
      <p>
        {intro} <strong>{link.account}</strong>
      </p>
      {me && !link.signedIn && (
        <Notice tone="caution">
          <p>{another(me.name)}</p>
        </Notice>
      )}
    </>
  );
}
