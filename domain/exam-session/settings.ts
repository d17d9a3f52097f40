/** Settings of an exam session: data that staff edit. */
export interface ExamSessionSettings {
  /** The time for which an unpaid seat is kept, and a registration without entries lives. */
  holdMinutes: number;
  /** The least time that a candidate who cancels the last entry has to choose another, even past `holdMinutes`. */
  graceMinutes: number;
  /** The CET-4 score from which CET-6 is open. */
  cet6ScoreFrom: number;
  /** True when an oral needs its written paid; false when a registered one is enough. */
  oralNeedsWrittenPaid: boolean;
  /** True when the last written entry may not be cancelled. */
  keepsLastWritten: boolean;
  /** The number of seats in an exam room. */
  roomSize: number;
  /** The length of one sitting of an oral test. */
  oralSittingMinutes: number;
  /** True when a ticket is printed only for candidates whose photo is accepted (合格). */
  ticketNeedsPhoto: boolean;
  /** The size of photos in pixels, to which larger ones are scaled, and the most that one takes. */
  photoWidth: number;
  photoHeight: number;
  photoKilobytes: number;
  /** The phone number shown to people who need help; empty until staff set it, and then none opens. */
  supportPhone: string;
  /** When that telephone is answered, in both languages; empty until staff set it, and then none opens. */
  supportHoursZh: string;
  supportHoursEn: string;
}

/** The least and the most that each rule in numbers can be set to. */
export const RULE_RANGES = {
  holdMinutes: [1, 7 * 24 * 60],
  graceMinutes: [0, 24 * 60],
  cet6ScoreFrom: [0, 710],
  roomSize: [1, 99],
  oralSittingMinutes: [1, 600],
  photoWidth: [60, 1_000],
  photoHeight: [80, 1_400],
  photoKilobytes: [10, 500],
} as const satisfies Partial<Record<keyof ExamSessionSettings, readonly [number, number]>>;

/** The most characters of the hours of support, in either language. */
export const SUPPORT_HOURS_LIMIT = 60;

/** By how many days the dates of a copy are moved at most, to either side. */
export const MAX_MOVED_DAYS = 3_660;

export const DEFAULT_SETTINGS: ExamSessionSettings = {
  holdMinutes: 24 * 60,
  graceMinutes: 60,
  cet6ScoreFrom: 425,
  oralNeedsWrittenPaid: false,
  keepsLastWritten: false,
  roomSize: 30,
  oralSittingMinutes: 60,
  ticketNeedsPhoto: false,
  photoWidth: 144,
  photoHeight: 192,
  photoKilobytes: 60,
  supportPhone: '',
  supportHoursZh: '',
  supportHoursEn: '',
};
