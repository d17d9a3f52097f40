import type { extraWindowSchema } from '../../../api/registration/extra-window-view.ts';
import type { z } from 'zod';
import type { bilingualSchema, idTypeSchema, modeSchema, periodSchema } from '../../../api/http/schemas.ts';
import type { rollSchema } from '../../../api/roll/schemas.ts';
import type {
  eligibilityMatchSchema,
  eligibilitySchema,
} from '../../../api/registration/eligibility-schemas.ts';
import type {
  campusSchema,
  subjectSchema,
  agreementsSchema,
  examSessionSchema,
  noticeSchema,
} from '../../../api/exam-session/schemas.ts';
import type { captchaChallengeSchema, meSchema, signInsSchema } from '../../../api/passport/schemas.ts';
import type {
  commandAnswerSchema,
  entrySchema,
  oralCampusesSchema,
  orderSchema,
  ownOrderSchema,
  progressSchema,
  registrationSchema,
  subjectRowSchema,
  subjectTableSchema,
  timelineSchema,
  transcriptChoiceSchema,
  waitlistEntryViewSchema,
} from '../../../api/registration/schemas.ts';
import type { quickPrintedSchema } from '../../../api/arrangement/schemas.ts';
import type { openedOrderSchema } from '../../../api/payment/order-schemas.ts';

import type { seatsSchema } from '../../../api/seats/schemas.ts';
import type { reviewAnswerSchema, reviewPageSchema } from '../../../api/review/schemas.ts';

export type Bilingual = z.infer<typeof bilingualSchema>;
export type Period = z.infer<typeof periodSchema>;
export type QuickPrinted = z.infer<typeof quickPrintedSchema>;
export type Mode = z.infer<typeof modeSchema>;
export type IdType = z.infer<typeof idTypeSchema>;
export type Me = z.infer<typeof meSchema>;
export type SignIn = z.infer<typeof signInsSchema>['signIns'][number];
export type CaptchaChallenge = z.infer<typeof captchaChallengeSchema>;
export type ExamSession = z.infer<typeof examSessionSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Agreements = z.infer<typeof agreementsSchema>;
export type Campus = z.infer<typeof campusSchema>;
export type Subject = z.infer<typeof subjectSchema>;
export type Roll = z.infer<typeof rollSchema>;
export type Eligibility = z.infer<typeof eligibilitySchema>;
export type EligibilityMatch = z.infer<typeof eligibilityMatchSchema>;
export type ExtraWindow = z.infer<typeof extraWindowSchema>;
export type Registration = z.infer<typeof registrationSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type WaitlistEntry = z.infer<typeof waitlistEntryViewSchema>;
export type Order = z.infer<typeof orderSchema>;
export type OwnOrder = z.infer<typeof ownOrderSchema>;
export type OpenedOrder = z.infer<typeof openedOrderSchema>;
export type Progress = z.infer<typeof progressSchema>;
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;
export type SubjectRow = z.infer<typeof subjectRowSchema>;
export type Seats = z.infer<typeof seatsSchema>;
export type SubjectTable = z.infer<typeof subjectTableSchema>;
export type OralCampuses = z.infer<typeof oralCampusesSchema>;
export type Timeline = z.infer<typeof timelineSchema>;
export type TranscriptChoice = z.infer<typeof transcriptChoiceSchema>;
export type ReviewPageView = z.infer<typeof reviewPageSchema>;
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;
