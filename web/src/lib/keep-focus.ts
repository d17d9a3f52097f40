/** What can be given the focus when what had it is gone: a heading that stands for its page, section or dialog. */
const HEADINGS = '[data-page-title], h1, h2, h3, legend';
const PRESSABLE = 'a, button, input, select, textarea, summary, label, [tabindex]';

/**
 * Keeps the focus from falling to the body when what had it goes away, is disabled or is hidden for a while: a row that
 * was cancelled, a form that has become its answer, a page that is loading. It goes to the heading of the nearest
 * surroundings that are left, so that keyboards and screen readers go on from there and not from the top, and comes back
 * to what is shown again.
 * @returns stops it
 */
export function keepFocus(page: Document): () => void {
  let surroundings: Element[] = [];
  /** What had the focus when it was hidden, and what holds it meanwhile. */
  let hidden: { element: HTMLElement; meanwhile: HTMLElement } | null = null;

  const note = ({ target }: Event) => {
    if (hidden && target !== hidden.meanwhile) hidden = null;
    surroundings = target instanceof Element ? ancestorsOf(target) : [];
  };
  // Whoever presses on nothing has left the place themselves.
  const leave = ({ target }: Event) => {
    if (target instanceof Element && !target.closest(PRESSABLE)) surroundings = [];
  };
  const mend = () => {
    if (hidden && page.activeElement === hidden.meanwhile && canHaveFocus(hidden.element)) {
      const { element } = hidden;
      hidden = null;
      element.focus({ preventScroll: true });
      return;
    }
    const [last] = surroundings;
    if (!last || hasFocus(page)) return;
    const next =
      last instanceof HTMLElement && canHaveFocus(last) ? last : nearestHeading(page, surroundings);
    if (!next) return;
    if (last !== next && last instanceof HTMLElement && last.isConnected)
      hidden = { element: last, meanwhile: next };
    if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
  // A frame later, what was taken away may have given the focus to something itself.
  const observer = new MutationObserver(() => requestAnimationFrame(mend));
  observer.observe(page.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'style', 'open'],
  });
  page.addEventListener('focusin', note);
  page.addEventListener('pointerdown', leave);
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', note);
    page.removeEventListener('pointerdown', leave);
  };
}

/** Tells whether something that is shown has the focus: browsers let go of what was hidden a moment ago only after a frame. */
function hasFocus({ activeElement, body }: Document): boolean {
  if (!(activeElement instanceof HTMLElement)) return activeElement !== null;
  return activeElement !== body && canHaveFocus(activeElement);
}

function canHaveFocus(element: HTMLElement): boolean {
  return element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled');
}

function ancestorsOf(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) found.push(at);
  return found;
}

/** Finds the nearest heading that is shown, in the dialog if one is open; where there is none, the main part itself. */
function nearestHeading(page: Document, surroundings: Element[]): HTMLElement | null {
  // Outside an open dialog nothing can have the focus.
  const dialogs = [...page.querySelectorAll('dialog[open]')].filter(
    (each) => each.getClientRects().length > 0,
  );
  const dialog = dialogs[dialogs.length - 1];
  const left = surroundings.filter((element) => element.isConnected && (!dialog || dialog.contains(element)));
  for (const element of dialog ? [...left, dialog] : left) {
    const heading = [...element.querySelectorAll<HTMLElement>(HEADINGS)].find(canHaveFocus);
    if (heading) return heading;
  }
  return page.querySelector('main');
}
