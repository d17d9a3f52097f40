import type { Command } from '../../domain/registration/commands.ts';
import { DAY_MS } from '../../domain/time.ts';

/** One command of every type, well formed; none of them has anything to work on. */
export function exampleCommands({ passportId }: { passportId: string }): Command[] {
  const now = Date.now();
  const past = { opensAt: now - 2 * DAY_MS, closesAt: now - DAY_MS };
  const open = { opensAt: now - DAY_MS, closesAt: now + DAY_MS };
  const ids = { commandId: 'example', requestHash: 'hash', passportId };
  const row = {
    offeringId: 1,
    subject: '1',
    campus: '990001',
    language: 'en',
    level: 4 as const,
    mode: 'written' as const,
    feeFen: 3_000,
    window: open,
    examTimeSet: true,
    ineligible: null,
    campusAllowed: true,
    seatAvailable: true,
  };
  return [
    {
      type: 'save',
      ...ids,
      facts: {
        registrationWindow: open,
        rollDigest: 'digest',
        hasEligibleSubject: true,
        managementEndsAt: now + DAY_MS,
        closesAt: now + DAY_MS,
        holdMinutes: 60,
      },
    },
    {
      type: 'selectSubjects',
      ...ids,
      rows: [{ ...row, entryId: 'example-1' }],
      facts: { registrationWindow: open, holdMinutes: 60, oralNeedsWrittenPaid: false },
    },
    {
      type: 'cancelEntry',
      ...ids,
      entryId: 'example-2',
      facts: { registrationWindow: open, graceMinutes: 60, keepsLastWritten: false },
    },
    {
      type: 'joinWaitlist',
      ...ids,
      waitlistEntryId: 'w-example',
      row,
      facts: { registrationWindow: open, oralNeedsWrittenPaid: false },
    },
    {
      type: 'leaveWaitlist',
      ...ids,
      waitlistEntryId: 'w-example',
      words: 'other',
    },
    {
      type: 'chooseTranscripts',
      ...ids,
      choices: [{ level: 6, choice: 'paper' }],
      facts: { transcriptWindows: [open] },
    },
    { type: 'setQuickPrint', ...ids, on: true },
    {
      type: 'openOrder',
      ...ids,
      orderNo: '20260101example',
      mode: 'oral',
      gateway: 'alipay',
      facts: { transcriptWindows: [open] },
    },
    { type: 'refreshOrder', ...ids, orderNo: '20260101example' },
    { type: 'withdraw', ...ids, facts: { registrationWindow: past } },
  ];
}
