import type { Actor } from '../../../domain/actor.ts';
import { keptByBrowser } from './stored.ts';

/** The site's two areas, which have a sign-in each. */
export type Area = 'site' | 'staff';

const KEYS: Record<Area, string> = { site: 'signedIn', staff: 'staffSignedIn' };

/**
 * Remembers, for all tabs of this browser, who signed in to an area and has not signed out again, and tells the other
 * tabs. What is remembered may be wrong, as the server alone knows; it spares visitors a request that could only be
 * refused, and tabs the time until their next request.
 */
export function signedInAs(area: Area) {
  const key = KEYS[area];
  let opened: BroadcastChannel | undefined;
  const channel = () =>
    typeof BroadcastChannel === 'undefined' ? undefined : (opened ??= new BroadcastChannel(key));

  function tell(actor: Actor | null) {
    if (actor === null) keptByBrowser.forget(key);
    else if (keptByBrowser.read(key) !== actor) keptByBrowser.keep(key, actor);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
    channel()?.postMessage(actor);
  }

  return {
    read: () => keptByBrowser.read(key),
    set: (actor: Actor) => tell(actor),
    clear: () => tell(null),
    /** Calls back when another tab tells, or may have told while this one was frozen, hidden or out of focus. */
    watch(heard: (actor: string | null) => void) {
      const look = () => heard(keptByBrowser.read(key));
      channel()?.addEventListener('message', ({ data }: MessageEvent<string | null>) => heard(data));
      // Tabs hear of the storage in browsers without the channel, or where it is cut off.
      window.addEventListener('storage', (event) => event.key === key && heard(event.newValue));
      window.addEventListener('pageshow', look);
      window.addEventListener('focus', look);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
    },
  };
}

export type SignedInAs = ReturnType<typeof signedInAs>;
