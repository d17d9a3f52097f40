import { describe, expect, it } from 'vitest';
import { newerInCode, newerInStyles } from '../../web/build/check-floor.ts';
import { inOlderWords } from '../../web/build/older-css.ts';

const inCode = (code: string) => newerInCode(code, 'src/a.ts').map(({ name }) => name);
const inStyles = (css: string) => newerInStyles(css, 'a.css').map(({ name }) => name);

describe('the check of the build against the oldest browsers', () => {
  it.each([
    ['all.toReversed()', 'toReversed'],
    ['all.findLastIndex(Boolean)', 'findLastIndex'],
    ['structuredClone(all)', 'structuredClone'],
    ['window.structuredClone(all)', 'structuredClone'],
    ['new BroadcastChannel("a")', 'BroadcastChannel'],
    ['requestIdleCallback(go)', 'requestIdleCallback'],
    ['Promise.withResolvers()', 'Promise.withResolvers'],
    ['Promise.any(all)', 'Promise.any'],
    ['Array.fromAsync(all)', 'Array.fromAsync'],
    ['AbortSignal.any(all)', 'AbortSignal.any'],
    ['Object.groupBy(all, by)', 'Object.groupBy'],
    ['form.requestSubmit()', 'requestSubmit'],
    ['dialog.showModal()', 'showModal'],
    ['new Intl.ListFormat("en").format(all)', 'Intl.ListFormat'],
    ['Intl.DateTimeFormat("en", { dateStyle: "short" })', 'dateStyle'],
    ['/(?<=a)b/.test(c)', '/(?<=a)b/'],
    ['/[a--b]/v.test(c)', '/[a--b]/'],
    ['new WeakRef(a)', 'WeakRef'],
  ])('finds %s', (code, name) => {
    expect(inCode(code)).toEqual([name]);
  });

  it.each([
    'all.flatMap(one); all.toSorted(); all.at(-1); Object.hasOwn(a, b); crypto.randomUUID(); text.replaceAll(a, b)',
    'typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("a")',
    'dialog.showModal?.()',
    'if (Promise.any) Promise.any(all)',
    '"requestSubmit" in form && form.requestSubmit()',
    'function structuredClone(a) { return a } structuredClone(b)',
    'import { navigation } from "./a.js"; navigation.go()',
    'const { scheduler: WeakRef } = a; WeakRef.b()',
    'a.structuredClone; ({ navigation: 1 })',
  ])('lets pass %s', (code) => {
    expect(inCode(code)).toEqual([]);
  });

  it.each([
    ['a{inset:0}', 'inset'],
    ['a{padding-inline:0}', 'padding-inline'],
    ['a{aspect-ratio:1}', 'aspect-ratio'],
    ['a:is(b){top:0}', ':is'],
    ['@layer a{b{top:0}}', '@layer'],
    ['@container (width > 1px){b{top:0}}', '@container'],
    ['a{height:100svh}', 'svh'],
    ['a{color:oklch(1 0 0)}', 'oklch'],
    ['a{color:color-mix(in srgb,red,blue)}', 'color-mix'],
  ])('finds %s in a style sheet', (css, name) => {
    expect(inStyles(css)).toEqual([name]);
  });

  it('lets ornaments pass in style sheets', () => {
    expect(
      inStyles('a:has(b),a:focus-visible{accent-color:red;color:var(--color-line);margin:0}@media print{}'),
    ).toEqual([]);
  });
});

it('writes logical sides in words of the oldest browsers', () => {
  expect(
    inOlderWords('a{padding-inline:var(--a) calc(1px + 2px);inset-inline-start: 0; margin-block: 1px}'),
  ).toBe(
    'a{padding-inline-start: var(--a); padding-inline-end: calc(1px + 2px);left: 0; margin-block-start: 1px; margin-block-end: 1px}',
  );
});
