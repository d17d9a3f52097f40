let offsetMs = 0;

/** Learns from an answer's Date header, which is cut to whole seconds, how far off this device's clock is. */
export function learnServerTime(dateHeader: string | null, sentAt: number, receivedAt: number): void {
  const serverTime = Date.parse(dateHeader ?? '');
  if (Number.isNaN(serverTime)) return;
  offsetMs = serverTime + 500 - (sentAt + receivedAt) / 2;
}

/** The server's time now: deadlines are counted against this, whatever the device believes. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
