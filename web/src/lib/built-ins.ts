/**
 * What the oldest browsers of the floor (web/build/floor.ts) have not, and the site or its libraries use. The check of the build
 * (web/build/check-floor.ts) knows what is here; what is rarer is not used instead.
 */

type Method = (this: never, ...given: never[]) => unknown;

function provide(owner: object, name: string, value: Method): void {
  if (name in owner) return;
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function at(this: ArrayLike<unknown>, index = 0): unknown {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function findLast(this: unknown[], matches: (value: unknown, index: number, all: unknown[]) => unknown) {
  for (let index = this.length - 1; index >= 0; index -= 1)
    if (matches(this[index], index, this)) return this[index];
  return undefined;
}

function toSorted(this: unknown[], compare?: (one: unknown, other: unknown) => number): unknown[] {
  // oxlint-disable-next-line unicorn/no-array-sort -- this is what takes its place
  return [...this].sort(compare);
}

for (const owner of [Array.prototype, String.prototype, Object.getPrototypeOf(Int8Array.prototype) as object])
  provide(owner, 'at', at);
provide(Array.prototype, 'findLast', findLast);
provide(Array.prototype, 'toSorted', toSorted);
function timeout(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}

/** Makes a random UUID of version 4; also on plain http, where browsers leave out their own. */
function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

provide(AbortSignal, 'timeout', timeout);
provide(crypto, 'randomUUID', randomUUID);
provide(Object, 'hasOwn', (object: object, key: PropertyKey) =>
  Object.prototype.hasOwnProperty.call(object, key),
);
