/**
 * Takes the place of the modules by which Ant Design writes styles into the page, which the content security policy
 * refuses: its styles are in a file (`web/build/antd-styles.ts`). The elements made here are in no document.
 */
export function updateCSS(): HTMLStyleElement {
  return document.createElement('style');
}

export const injectCSS = updateCSS;

export function removeCSS(): void {}

export function clearContainerCache(): void {}

export function getShadowRoot(): null {
  return null;
}

export function warningOnce(): void {}
