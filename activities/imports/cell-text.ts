import { isOn } from './cell-format.ts';
import type { XmlEvent } from './xml-events.ts';

/** Text of a cell, and whether any of it is struck out. */
export interface SeenText {
  text: string;
  isStruck: boolean;
}

/**
 * Collects text: what is inside elements of this name, runs of formats put together. How it is pronounced (`rPh`, a pinyin guide)
 * stands above the text and is none of it.
 */
export function seenText(element: 't' | 'v' = 't') {
  let seen: SeenText = { text: '', isStruck: false };
  let isInside = false;
  let guides = 0;
  let isRunStruck = false;
  return {
    begin() {
      seen = { text: '', isStruck: false };
      isInside = false;
      guides = 0;
      isRunStruck = false;
    },
    take({ opened, closed, text, attributes }: XmlEvent) {
      if (opened === 'rPh') guides += 1;
      if (closed === 'rPh') guides -= 1;
      if (opened === 'strike') isRunStruck = isOn(attributes['val']);
      if (closed === 'r') isRunStruck = false;
      if (opened === element) isInside = true;
      if (closed === element) isInside = false;
      if (text === undefined || !isInside || guides > 0) return;
      seen.text += text;
      seen.isStruck ||= isRunStruck && text.trim() !== '';
    },
    end: (): SeenText => (element === 't' ? { ...seen, text: unescaped(seen.text) } : seen),
  };
}

/** Reads the characters that XML does not take and workbooks write as `_x000D_`. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
