import type { z } from '@hono/zod-openapi';
import {
  listRegistrationsOf,
  listReviewsOf,
  readRebindPassports,
  type RebindPassport,
  type RebindRecord,
} from '../../db/rebind/read-rebind.ts';
import { readCampuses } from '../../db/exam-session/read-campuses.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import type { PassportPersonal } from '../../db/schema/index.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { comparableName, maskName } from '../../domain/person/names.ts';
import type { ApiDependencies } from '../context.ts';
import { namesFrom } from '../registration/view.ts';
import type { rebindRowSchema, rebindSchema } from './schemas.ts';
import { decidableView, submissionView } from '../staff/submissions.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault'>;

/** Shows rebinds as the desk lists them, without anybody's full data. */
export async function rebindRows(
  { db, vault }: Needs,
  records: RebindRecord[],
): Promise<z.infer<typeof rebindRowSchema>[]> {
  const passports = await readRebindPassports(
    db,
    records.map(({ oldPassportId }) => oldPassportId),
  );
  return records.map((record) =>
    rowView(record, openPassport(vault, partyOf(passports, record.oldPassportId).personal)),
  );
}

/** Shows one rebind with the data that a second person compares before deciding. */
export async function rebindView(
  { db, vault }: Needs,
  record: RebindRecord,
  account: string,
): Promise<z.infer<typeof rebindSchema>> {
  const ids = [record.newPassportId, record.oldPassportId];
  const [passports, registrations, reviews] = await Promise.all([
    readRebindPassports(db, ids),
    listRegistrationsOf(db, ids),
    listReviewsOf(db, ids),
  ]);
  const campuses = await readCampuses(db, [
    ...new Set([...registrations, ...reviews].map(({ campusCode }) => campusCode)),
  ]);
  const names = namesFrom([], campuses);
  const [next, old] = [partyOf(passports, record.newPassportId), partyOf(passports, record.oldPassportId)];
  const [newPersonal, oldPersonal] = [openPassport(vault, next.personal), openPassport(vault, old.personal)];
  return {
    ...rowView(record, oldPersonal),
    newPassport: partyView(next, newPersonal),
    oldPassport: partyView(old, oldPersonal),
    sameName: comparableName(newPersonal.name) === comparableName(oldPersonal.name),
    sameMobile: newPersonal.mobile === oldPersonal.mobile,
    registrations: registrations.map(({ examSessionId, campusCode, stage }) => ({
      examSessionId,
      campus: names.campus(campusCode),
      stage,
    })),
    reviews: reviews.flatMap(({ examSessionId, campusCode, state }) =>
      state === 'deleted' ? [] : [{ examSessionId, campus: names.campus(campusCode), state }],
    ),
    ...decidableView(vault, record, account),
  };
}

function rowView(record: RebindRecord, { name, idNumber }: PassportPersonal) {
  const { newPassportId, oldPassportId } = record;
  return {
    ...submissionView(record),
    newPassportId,
    oldPassportId,
    name: maskName(name),
    idNumber: maskIdNumber(idNumber),
  };
}

function partyView(passport: RebindPassport, { name, email }: PassportPersonal) {
  return {
    passportId: passport.id,
    name: maskName(name),
    email: maskEmail(email),
    emailVerified: passport.emailVerifiedAt !== null,
    mobileVerified: passport.mobileVerifiedAt !== null,
    registeredAt: passport.createdAt.toISOString(),
  };
}

function partyOf(passports: Map<string, RebindPassport>, id: string): RebindPassport {
  const passport = passports.get(id);
  if (!passport) throw new Error(`no passport ${id}`);
  return passport;
}
