const MAX_NAME = 60;

/**
 * Finds the fields of what was sent that its schema does not know, which it has left out of what it read. Whoever sends one
 * means something by it, and is not to think that it was done.
 */
export function unknownFields(sent: unknown, read: unknown, path: string): string[] {
  if (Array.isArray(sent) && Array.isArray(read))
    return sent.flatMap((item, index) => unknownFields(item, read[index], `${path}.${index}`));
  if (!isObject(sent) || !isObject(read)) return [];
  return Object.entries(sent).flatMap(([name, value]) => {
    const at = `${path}.${name.slice(0, MAX_NAME)}`;
    return Object.hasOwn(read, name) ? unknownFields(value, read[name], at) : [at];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
