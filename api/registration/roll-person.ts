import { z } from '@hono/zod-openapi';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import type { ExportColumn } from '../http/list-export.ts';

/** Somebody of a roll, as lists of people begin. */
export const rollPersonShape = {
  candidateId: z.uuid(),
  schoolCode: z.string(),
  campus: z.string(),
  college: z.string().nullable(),
  className: z.string().nullable(),
  name: z.string().openapi({ description: 'Masked' }),
  idNumber: z.string().openapi({ description: 'Masked' }),
  studentNumber: z.string(),
};

type RollPerson = z.infer<z.ZodObject<typeof rollPersonShape>>;

/** Shows whose row it is, masked. */
export function rollPersonView(
  vault: Vault,
  row: Pick<RollPerson, 'schoolCode' | 'college' | 'className'> & {
    id: string;
    campusCode: string;
    personal: string;
  },
): RollPerson {
  const { id, schoolCode, campusCode: campus, college, className, personal } = row;
  const { name, idNumber, studentNumber } = openRollRow(vault, { id, personal });
  return {
    candidateId: id,
    schoolCode,
    campus,
    college,
    className,
    name: maskName(name),
    idNumber: maskIdNumber(idNumber),
    studentNumber,
  };
}

/** The columns of a person in an exported list. */
export const ROLL_PERSON_COLUMNS: ExportColumn<RollPerson>[] = [
  ['学校代码', 'School code', ({ schoolCode }) => schoolCode],
  ['校区代码', 'Campus code', ({ campus }) => campus],
  ['院系', 'College', ({ college }) => college],
  ['班级', 'Class', ({ className }) => className],
  ['姓名', 'Name', ({ name }) => name],
  ['学号', 'Student number', ({ studentNumber }) => studentNumber],
  ['证件号码', 'ID number', ({ idNumber }) => idNumber],
];
