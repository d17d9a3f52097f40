import type { RollCells } from '../../domain/roll/roll.ts';
import { madeUpIdNumber } from '../../stack/demo/made-up-number.ts';

let minted = 0;

/** A well-formed resident ID with a region code that no county has, another at every call. */
export function mintIdNumber(): string {
  minted += 1;
  return madeUpIdNumber(98, minted);
}

/** The cells of a valid row about a new person, with the changes a test wants. */
export function mintRollCells(changes: Partial<RollCells> = {}): RollCells {
  const idNumber = mintIdNumber();
  return {
    name: '李䶮',
    sex: '女',
    idType: '居民身份证',
    idNumber,
    campusCode: '990000',
    educationLevel: '本科',
    schoolingYears: '4',
    entryYear: '2024',
    grade: '3',
    department: '计算机学院',
    major: '软件工程',
    className: '软件工程24-1班',
    studentNumber: `T${minted}`,
    remarks: '',
    ...changes,
  };
}
