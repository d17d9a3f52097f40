import type { PhotoDecision } from '../../db/roll/photo-state.ts';
import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import { campusView } from '../exam-session/view.ts';

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

/** Shows the decision on a photo to its candidate. */
export function photoDecisionView({ photoState, photoReason }: PhotoDecision) {
  return photoState === null ? null : { state: photoState, reason: photoReason };
}
