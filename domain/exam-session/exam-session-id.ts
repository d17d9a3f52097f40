/** The id of an exam session: its year and half, which every ticket number carries. */
export const EXAM_SESSION_ID = /^20(\d{2})-([12])$/;
