import type { CampusRecord } from '../../db/exam-session/read-campuses.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { Subject } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';

/** How records are shown: one function per shape that several routes share. */

export function bilingual(record: { nameZh: string; nameEn: string }): { zh: string; en: string } {
  return { zh: record.nameZh, en: record.nameEn };
}

export function namedView(record: { code: string; nameZh: string; nameEn: string }) {
  return { code: record.code, name: bilingual(record) };
}

export function periodView(period: Period) {
  return {
    opensAt: new Date(period.opensAt).toISOString(),
    closesAt: new Date(period.closesAt).toISOString(),
  };
}

export function campusView(campus: CampusRecord) {
  return { ...namedView(campus), school: namedView(campus.school) };
}

export function subjectView(subject: Subject) {
  const { code, language, level, mode } = subject;
  return { code, name: bilingual(subject), language, level, mode };
}

export function rollView(roll: RollRow, campus: CampusRecord) {
  return {
    name: roll.name,
    sex: roll.sex,
    idType: roll.idType,
    idNumber: roll.idNumber,
    campus: campusView(campus),
    educationLevel: roll.educationLevel,
    lengthOfSchooling: String(roll.schoolingYears),
    yearOfEntry: String(roll.entryYear),
    grade: String(roll.grade),
    department: roll.department,
    major: roll.major,
    className: roll.className,
    studentNumber: roll.studentNumber,
    remarks: roll.remarks,
  };
}
