import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AgreementKind } from '../../domain/exam-session/agreement-texts.ts';
import { instant } from './instant.ts';
import { passports } from './passport.ts';

/** Texts of 报名协议, 诚信承诺书, 用户服务协议 and 用户隐私政策. They are versioned settings: the newest version is in force. */
export const agreementTexts = pgTable(
  'agreement_texts',
  {
    kind: text().$type<AgreementKind>().notNull(),
    version: text().notNull(),
    titleZh: text().notNull(),
    titleEn: text().notNull(),
    bodyZh: text().notNull(),
    bodyEn: text().notNull(),
    publishedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.version] })],
);

/** Records of who accepted which versions, and when. They never change. */
export const agreementAcceptances = pgTable(
  'agreement_acceptances',
  {
    passportId: text()
      .notNull()
      .references(() => passports.id),
    examSessionId: text().notNull(),
    agreementVersion: text().notNull(),
    pledgeVersion: text().notNull(),
    acceptedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.passportId, table.examSessionId, table.agreementVersion, table.pledgeVersion],
    }),
  ],
);
