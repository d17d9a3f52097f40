import { useLocation, useRouter } from '@tanstack/react-router';
import { type ReactNode, useContext } from 'react';
import { LeaveDialog } from '../../ui/Dialog.tsx';

interface StaffLinkProps {
  to: string;
  className?: string;
  /** True where one is on its page, or on one that it leads to. */
  current?: boolean;
  onFollowed?: () => void;
  children: ReactNode;
}

/** A link to a page of the console, which is opened without loading anew. */
export function StaffLink({ to, className, current = false, onFollowed, children }: StaffLinkProps) {
  const { history } = useRouter();
  // In a dialog it drops what was filled in there.
  const leave = useContext(LeaveDialog);
  const { pathname } = useLocation();
  return (
    <a
      href={to}
      className={className}
      aria-current={pathname === to ? 'page' : current || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        leave(() => {
          history.push(to);
          onFollowed?.();
        });
      }}
    >
      {children}
    </a>
  );
}
