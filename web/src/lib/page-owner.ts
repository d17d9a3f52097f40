import type { Actor } from '../../../domain/actor.ts';
import { clearAllDrafts } from './draft.ts';
import { Problem } from './problem.ts';
import type { SignedInAs } from './signed-in-as.ts';
import { keptByTab } from './stored.ts';

const LAST_OWNER = 'lastOwner';
const LOADED_ANEW = 'loadedAnew';

/**
 * The person that this page shows: null for nobody, undefined until that is known. A page, from one load to the next,
 * shows one person for as long as it lives. Who signs in or out leaves it for a new one, so that nothing of one person
 * is left where another is shown, and nothing that is still under way is done for another. Only a page that shows nothing of them, a
 * mailed link's, goes on when they are signed out.
 */
let owner: Actor | null | undefined;
let leaving = false;
let loadedAnew: boolean | undefined;

export function pageOwner(): Actor | null | undefined {
  return owner;
}

/**
 * Takes over who is signed in, from the first answer that says so. What a person before them left in this tab goes.
 * @throws Problem ACTING_FOR_ANOTHER if the page shows somebody else already
 */
export function ownPage(actor: Actor | null): void {
  if (owner !== undefined && owner !== actor) throw new Problem('ACTING_FOR_ANOTHER');
  owner = actor;
  if (actor === null) return;
  if (!wasOwnedBy(actor)) clearAllDrafts();
  keptByTab.keep(LAST_OWNER, actor);
}

/** Tells whether nobody but this person has been shown in this tab since somebody signed out of it. */
export function wasOwnedBy(actor: string): boolean {
  return (keptByTab.read(LAST_OWNER) ?? actor) === actor;
}

/** Forgets whom this tab has shown, when they sign out. */
export function disownTab(): void {
  keptByTab.forget(LAST_OWNER);
  clearAllDrafts();
}

/** Goes on for nobody, on a page that shows nothing of whoever was signed in: a mailed link's. */
export function disownPage(): void {
  owner = null;
}

/** Tells whether the page is left for another one by itself, which nothing may hold up. */
export function isBeingLeft(): boolean {
  return leaving;
}

/** Loads another page of the site as a new document. Nothing of this one goes on, so the promise stays open. */
export function leaveFor(href: string): Promise<never> {
  if (!leaving) {
    leaving = true;
    if (href === currentHref()) location.reload();
    else location.assign(href);
  }
  return new Promise(() => {});
}

/** The same because somebody else is signed in: the new page says that it was loaded anew. */
export function loadAnew(href: string): Promise<never> {
  if (!leaving) keptByTab.keep(LOADED_ANEW, 'yes');
  return leaveFor(href);
}

/** Tells whether this page was loaded anew because somebody else had signed in. */
export function wasLoadedAnew(): boolean {
  if (loadedAnew === undefined) {
    loadedAnew = keptByTab.read(LOADED_ANEW) !== null;
    keptByTab.forget(LOADED_ANEW);
  }
  return loadedAnew;
}

export function currentHref(): string {
  return location.pathname + location.search + location.hash;
}

/** Calls back when it turns out that another person than this page's is signed in, or nobody any more. */
export function watchOwner(signedIn: SignedInAs, changed: (actor: string | null) => void): void {
  // A page that the browser has kept and shows again has not been left after all.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) leaving = false;
  });
  signedIn.watch((actor) => {
    if (owner !== undefined && !leaving && actor !== owner && !isUnnamed(actor)) changed(actor);
  });
}

/** Tells whether somebody is remembered without a name, as earlier releases did. */
function isUnnamed(actor: string | null): boolean {
  return actor !== null && !actor.includes('/');
}
