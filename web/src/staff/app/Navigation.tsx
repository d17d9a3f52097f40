import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useConsoleWords } from '../lib/console-words.ts';
import { pageAt, type ShownPage } from '../lib/pages.ts';
import { StaffLink } from '../ui/StaffLink.tsx';

/** The pages that the account may open: beside the page, or behind a button on a narrow screen. */
export function Navigation({ pages }: { pages: ShownPage[] }) {
  const words = useConsoleWords();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const shown = pageAt(pages, pathname);
  const current = shown?.inside ?? shown?.name;
  return (
    <nav className="console-nav no-print" aria-label={words.menu} data-open={open || undefined}>
      <button
        type="button"
        className="button console-nav-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {words.menu}
        {shown && ` · ${words.pages[shown.name]}`}
      </button>
      <ul>
        {pages
          .filter(({ inside }) => inside === null)
          .map(({ name, path }) => (
            <li key={name}>
              <StaffLink to={path} current={name === current} onFollowed={() => setOpen(false)}>
                {words.pages[name]}
              </StaffLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
