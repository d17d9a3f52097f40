/** Settings of an exam session: data that staff edit. */
export interface ExamSessionSettings {
  /** How long an unpaid seat is kept, and a registration without entries lives. */
  holdMinutes: number;
  /** What a candidate's own cancel of the last entry leaves, after those, to choose another. */
  graceMinutes: number;
  /** CET-4 score from which CET-6 is open. */
  cet6ScoreFrom: number;
  /** Whether an oral needs its written paid; otherwise registered is enough. */
  oralNeedsWrittenPaid: boolean;
  /** Whether the last written entry may not be cancelled. */
  keepsLastWritten: boolean;
  /** Seats of an exam room. */
  roomSize: number;
  /** How long one sitting of an oral test takes. */
  oralSittingMinutes: number;
  /** Shown to whoever needs help. */
  supportPhone: string;
}

export const DEFAULT_SETTINGS: ExamSessionSettings = {
  holdMinutes: 24 * 60,
  graceMinutes: 60,
  cet6ScoreFrom: 425,
  oralNeedsWrittenPaid: false,
  keepsLastWritten: false,
  roomSize: 30,
  oralSittingMinutes: 60,
  supportPhone: '400-000-0000',
};
