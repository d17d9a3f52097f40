import { keptByBrowser } from './stored.ts';
import type { Language } from './moments.ts';

const NAME = 'language';
const IN_ADDRESS = 'lang';
const A_YEAR_S = 365 * 24 * 3600;

/**
 * The language that somebody chose: by the address, or on this site before. It is a cookie, so that the server sends its pages in
 * that language; earlier releases kept it in the browser's storage.
 */
export const chosenLanguage = {
  read(): Language | null {
    return takeFromAddress() ?? known(readCookie()) ?? known(keptByBrowser.read(NAME));
  },
  keep(language: Language): void {
    try {
      // oxlint-disable-next-line unicorn/no-document-cookie -- the cookie store is newer than the floor
      document.cookie = `${NAME}=${language}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
    } catch {
      // Cookies may be denied: then the choice lasts as long as the page.
    }
  },
};

/** Takes the language out of the address, where it would outlast every later choice, and keeps it. */
function takeFromAddress(): Language | null {
  const address = new URL(location.href);
  const asked = known(address.searchParams.get(IN_ADDRESS));
  if (asked) {
    chosenLanguage.keep(asked);
    address.searchParams.delete(IN_ADDRESS);
    history.replaceState(history.state, '', address);
  }
  return asked;
}

function known(language: string | null | undefined): Language | null {
  return language === 'zh' || language === 'en' ? language : null;
}

function readCookie(): string | undefined {
  try {
    return /(?:^|; )language=(\w+)/.exec(document.cookie)?.[1];
  } catch {
    return undefined;
  }
}
