/** Says how large a file is, in whole kilobytes: none is empty. */
export function kilobytesOf({ byteCount }: { byteCount: number }): number {
  return Math.max(1, Math.round(byteCount / 1024));
}
