/** The form "2026-11-21 09:30", in China's time. */
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Turns what a `datetime-local` field holds, meant as Beijing time, into an instant; other text stays for the server to refuse. */
export function beijingInstant(local: string): string {
  const at = Date.parse(`${local}+08:00`);
  return Number.isNaN(at) ? local : new Date(at).toISOString();
}

/** Turns an instant into what such a field holds, to the minute; other text stays. */
export function beijingLocal(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : wallClock.format(at).replace(' ', 'T');
}

/** Turns the span of time that the address bar holds, in Beijing time, into what the server is asked. */
export function withInstants<Values extends { from?: string; to?: string }>(values: Values): Values {
  const { from, to } = values;
  return { ...values, ...(from && { from: beijingInstant(from) }), ...(to && { to: beijingInstant(to) }) };
}
