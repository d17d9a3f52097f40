/**
 * Keeps React working on a page that the browser translates. A translator puts `<font>` elements in the place of texts that React
 * made and goes on holding; as soon as React removes such a text, or puts something before it, the browser throws and the page
 * is gone. Here the text's stand-in is taken instead, and a text that React changes is put back, to be translated anew.
 * The problem is known since 2017 (facebook/react#11538) and left to pages.
 */
export function surviveTranslation(root: HTMLElement): void {
  /** By text: what was put in its place. */
  const standIns = new WeakMap<Node, Node>();
  new MutationObserver((records) => {
    for (const record of records) {
      for (const gone of record.removedNodes) {
        if (gone.nodeType !== Node.TEXT_NODE) continue;
        const standIn = [...record.addedNodes, record.previousSibling, record.nextSibling].find(isFont);
        if (standIn) standIns.set(gone, standIn);
      }
    }
  }).observe(root, { childList: true, subtree: true });

  /** Finds the child of `parent` that holds a node, or stands in its place. */
  function placeOf(node: Node, parent: Node): Node | null {
    let place: Node | null = node;
    if (!parent.contains(node)) place = standIns.get(node) ?? null;
    while (place && place.parentNode !== parent) place = place.parentNode;
    return place;
  }

  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function remove<Child extends Node>(this: Node, child: Child): Child {
    if (child.parentNode === this) return removeChild.call(this, child) as Child;
    const place = placeOf(child, this);
    if (place) removeChild.call(this, place);
    return child;
  };
  Node.prototype.insertBefore = function insert<Child extends Node>(
    this: Node,
    child: Child,
    before: Node | null,
  ): Child {
    const place = before === null || before.parentNode === this ? before : placeOf(before, this);
    return insertBefore.call(this, child, place) as Child;
  };

  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue') as {
    get(): string | null;
    set(value: string | null): void;
  };
  Object.defineProperty(Node.prototype, 'nodeValue', {
    ...nodeValue,
    set(this: Node, value: string | null) {
      const standIn = standIns.get(this);
      if (standIn?.parentNode && !this.parentNode) standIn.parentNode.replaceChild(this, standIn);
      nodeValue.set.call(this, value);
    },
  });
}

function isFont(node: Node | null): node is Node {
  return node?.nodeName === 'FONT';
}
