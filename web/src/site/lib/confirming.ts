import type { Entry, Order, Registration } from '../../lib/api-types.ts';

/** Names the payment and not the end of registration, as the server does once it asks the gateway. */
function whileConfirming(refusal: string | null): string | null {
  return refusal === 'REGISTRATION_CLOSED' ? 'ORDER_SETTLING' : refusal;
}

/**
 * Shows a registration to who has just come back from the gateway with an order that is still open here: as being
 * confirmed. Candidates who have just paid must not be hurried, nor invited to pay again, while the answer is on its
 * way.
 */
export function asConfirming(registration: Registration, returned: Order | undefined): Registration {
  if (returned?.state !== 'open') return registration;
  const { mode } = returned;
  const ordered = new Set(returned.lines.map(({ subject }) => subject.code));
  const confirming = new Set<string>();
  let orderedFen = 0;
  const entries = registration.entries.map((entry): Registration['entries'][number] => {
    if (entry.subject.mode !== mode || entry.state !== 'unpaid' || !ordered.has(entry.subject.code))
      return { ...entry, cancelRefusal: whileConfirming(entry.cancelRefusal) };
    orderedFen += entry.feeFen;
    confirming.add(`${entry.subject.language} ${entry.subject.level}`);
    return { ...entry, state: 'settling', deadlineAt: null, cancelRefusal: 'ORDER_SETTLING' };
  });
  const { payment, actions } = registration;
  const unpaidFen = payment[mode].unpaidFen - orderedFen;
  const pay = mode === 'written' ? 'payWritten' : 'payOral';
  // The oral of what is being confirmed can be paid once that is paid, and not before.
  const isOralOfIt = ({ subject, state }: Entry) =>
    mode === 'written' &&
    subject.mode === 'oral' &&
    state === 'unpaid' &&
    confirming.has(`${subject.language} ${subject.level}`);
  const oralFen = entries.filter(isOralOfIt).reduce((total, { feeFen }) => total + feeFen, 0);
  const oral = { ...payment.oral, unpaidFen: payment.oral.unpaidFen - oralFen };
  return {
    ...registration,
    entries: entries.map((entry) => (isOralOfIt(entry) ? { ...entry, payRefusal: 'ORDER_SETTLING' } : entry)),
    payment: { ...payment, oral, [mode]: { state: 'settling', unpaidFen } },
    actions: {
      ...actions,
      selectWritten: whileConfirming(actions.selectWritten),
      selectOral: whileConfirming(actions.selectOral),
      withdraw: 'ORDER_SETTLING',
      [pay]: 'ORDER_SETTLING',
    },
  };
}
