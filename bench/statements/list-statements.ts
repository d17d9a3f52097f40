const STEPS = ['save', 'select', 'transcript', 'order', 'notice'] as const;
type Step = (typeof STEPS)[number];

/** The statements of a paid registration: of each command API and activity together, of the notice up to 已支付. */
export type Statements = Record<Step, string[]>;

/** A candidate whose statements are counted; every step is over once it is answered. */
export interface CountedCandidate<Opened> {
  save(): Promise<unknown>;
  select(): Promise<unknown>;
  chooseTranscript(): Promise<unknown>;
  openOrder(): Promise<Opened>;
  /** Pays at the gateway, which keeps its notice back. */
  pay(opened: Opened): Promise<unknown>;
  /** Waits until the registration is paid, without a statement that counts. */
  becomesPaid(): Promise<unknown>;
}

export interface CountedPlatform {
  /** What was sent to the database so far, as its driver heard it; emptied here. */
  sent: string[];
  /** Sends the gateway's notice. */
  sendNotice(): Promise<unknown>;
  /** Lets the relay look once for everything it carries. @returns how much it carried */
  drain(): Promise<number>;
}

/** The relay's claim of a notice, which it also sends when there is none. */
const CLAIM = 'the claim of the notice';

/** The table of what the driver asks once on each new connection, whenever it opens one. */
const ASKED_BY_THE_DRIVER = 'pg_catalog.pg_type';

/** Lists what is sent to the database while something is done. */
async function statementsOf<Result>(
  sent: string[],
  work: () => Promise<Result>,
): Promise<[string[], Result]> {
  sent.length = 0;
  const result = await work();
  return [sent.filter((text) => !text.includes(ASKED_BY_THE_DRIVER)), result];
}

/**
 * Lists the SQL statements of a paid registration, heard at the driver. BEGIN and COMMIT count; idle polls, mail and text
 * do not. There is no noise in them.
 * @param begin makes a candidate who has done nothing yet; the first one pays for what the processes then know
 */
export async function listStatements<Opened>(
  { sent, sendNotice, drain }: CountedPlatform,
  begin: () => Promise<CountedCandidate<Opened>>,
): Promise<Statements> {
  async function paidRegistration(): Promise<Statements> {
    const candidate = await begin();
    // What was set for the candidate is swept for before anything is counted.
    while ((await drain()) > 0);
    const [polls] = await statementsOf(sent, drain);
    const [save] = await statementsOf(sent, () => candidate.save());
    const [select] = await statementsOf(sent, () => candidate.select());
    const [transcript] = await statementsOf(sent, () => candidate.chooseTranscript());
    const [order, opened] = await statementsOf(sent, () => candidate.openOrder());
    // So are the mails about what was saved and taken, before the notice comes.
    while ((await drain()) > 0);
    await candidate.pay(opened);
    const [notice] = await statementsOf(sent, async () => {
      await sendNotice();
      await drain();
      await candidate.becomesPaid();
    });
    // The mail about it is carried before the next one begins.
    while ((await drain()) > 0);
    const own = notice.filter((text) => !polls.includes(text));
    return { save, select, transcript, order, notice: [...own, CLAIM] };
  }

  await paidRegistration();
  return paidRegistration();
}

/** Counts the statements of each step. */
export function countsOf(statements: Statements): Record<Step, number> {
  return Object.fromEntries(STEPS.map((step) => [step, statements[step].length])) as Record<Step, number>;
}
