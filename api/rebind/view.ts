import type { z } from '@hono/zod-openapi';
import {
  listRegistrationsOf,
  listReviewsOf,
  readRebindPassports,
  type RebindPassport,
  type RebindRecord,
} from '../../db/rebind/read-rebind.ts';
import { readCampusNames } from '../../db/exam-session/read-campuses.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import type { PassportPersonal } from '../../db/schema/index.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { comparableName, maskName } from '../../domain/person/names.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies } from '../context.ts';
import { campusView } from '../exam-session/view.ts';
import type { rebindRowSchema, rebindSchema } from './schemas.ts';
import { SEALED } from '../../db/sealed-places.ts';
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
    rowView(record, openPassport(vault, partyOf(passports, record.oldPassportId))),
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
  const campusNamed = await readCampusNames(
    db,
    [...registrations, ...reviews].map(({ campusCode }) => campusCode),
  );
  const [next, old] = [partyOf(passports, record.newPassportId), partyOf(passports, record.oldPassportId)];
  const [newPersonal, oldPersonal] = [openPassport(vault, next), openPassport(vault, old)];
  return {
    ...rowView(record, oldPersonal),
    newPassport: partyView(next, newPersonal),
    oldPassport: partyView(old, oldPersonal),
    sameName: comparableName(newPersonal.name) === comparableName(oldPersonal.name),
    sameMobile: newPersonal.mobile === oldPersonal.mobile,
    registrations: registrations.map(({ examSessionId, campusCode, stage }) => ({
      examSessionId,
      campus: campusView(campusNamed(campusCode)),
      stage,
    })),
    reviews: reviews.flatMap(({ examSessionId, campusCode, state }) =>
      state === 'deleted' ? [] : [{ examSessionId, campus: campusView(campusNamed(campusCode)), state }],
    ),
    ...(await decidableView({ db, vault }, SEALED.rebindReason(record.id), record, account)),
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
    registeredAt: isoInstant(passport.createdAt),
  };
}

function partyOf(passports: Map<string, RebindPassport>, id: string): RebindPassport {
  const passport = passports.get(id);
  if (!passport) throw new Error(`no passport ${id}`);
  return passport;
}
