import { type IdType, residentIdCheckCharacter } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { ScoreRow } from '../../domain/roll/scores.ts';
import { chineseName, latinName, transliteratedName } from './names.ts';
import { DEMO_CAMPUSES, type DemoCampus } from './places.ts';
import { seededRandom, type SeededRandom } from './random.ts';

const SEED = 20260901;
const TERM_YEAR = 2026;
/** A region code that no county has, so that no real person has such an ID number. */
const RESERVED_REGION = '9901';
const PASS_SCORE = 425;

const STUDIES = [
  ['文学院', '汉语言文学'],
  ['数学学院', '数学与应用数学'],
  ['计算机学院', '软件工程'],
  ['计算机学院', '人工智能'],
  ['机械学院', '机械设计制造及其自动化'],
  ['外国语学院', '日语'],
  ['医学院', '临床医学'],
  ['经济学院', '金融学'],
  ['建筑学院', '建筑学'],
  ['化学学院', '应用化学'],
] as const;

/** A person of the demo: an entry of a roll, and perhaps an earlier CET-4 result. */
export interface DemoPerson {
  row: RollRow;
  score: ScoreRow | null;
}

/** The people whom the printed sign-ins belong to; `plain` has no score, `passed` a CET-4 score of 425 or more. */
export const NAMED_PEOPLE = {
  cet4Only: { campus: '991020', name: '林测试', scored: false },
  cet6: { campus: '991010', name: '周演示', scored: true },
  japanese: { campus: '991030', name: '陈样例', scored: false },
  unregistered: { campus: '991010', name: '王未注册', scored: true },
  unregisteredRare: { campus: '991011', name: '李䶮㛃', scored: false },
} as const;

export type NamedPerson = keyof typeof NAMED_PEOPLE;

/** Makes up the 5,000 people, the same on every machine, the named ones first on their campus's roll. */
export function demoPeople(): DemoPerson[] {
  const random = seededRandom(SEED);
  let serial = 0;
  return DEMO_CAMPUSES.flatMap((campus) => {
    const named = Object.values(NAMED_PEOPLE).filter((person) => person.campus === campus.code);
    return Array.from({ length: campus.people }, (_, index) => {
      serial += 1;
      const own = named[index];
      return own ? namedPerson(random, campus, serial, own) : anyPerson(random, campus, serial);
    });
  });
}

/** Finds one of the named people. */
export function findNamed(people: readonly DemoPerson[], named: NamedPerson): DemoPerson {
  const { campus, name } = NAMED_PEOPLE[named];
  const person = people.find(({ row }) => row.campusCode === campus && row.name === name);
  if (!person) throw new Error(`the demo has no ${named}`);
  return person;
}

/** Makes up results that match nobody on the rolls exactly: misread ID numbers, and people of other schools. */
export function strayScores(people: readonly DemoPerson[]): ScoreRow[] {
  const random = seededRandom(SEED + 1);
  const scored = people.filter((person) => person.score === null && person.row.idType === 'residentId');
  return Array.from({ length: 60 }, (_, index) => {
    const { row } = scored[index * 7] ?? random.pick(scored);
    const misread = index < 20;
    return {
      ticketNumber: ticketNumber(row.campusCode, 9000 + index),
      idType: 'residentId' as const,
      idNumber: residentId(random, 18 + random.below(4), 9000 + index, row.sex === 'male'),
      name: misread ? row.name : chineseName(random),
      score: misread ? PASS_SCORE + random.below(150) : 300 + random.below(300),
    };
  });
}

function namedPerson(
  random: SeededRandom,
  campus: DemoCampus,
  serial: number,
  named: { name: string; scored: boolean },
): DemoPerson {
  const grade = 3;
  const row = rollRow(random, campus, serial, { name: named.name, idType: 'residentId', grade });
  return { row, score: named.scored ? scoreOf(row, serial, 512) : null };
}

function anyPerson(random: SeededRandom, campus: DemoCampus, serial: number): DemoPerson {
  const grade = 1 + random.below(4);
  const idType = random.chance(98)
    ? 'residentId'
    : random.pick(['hkMacauPermit', 'taiwanPermit', 'passport', 'other'] as const);
  const name = personName(random, idType);
  const row = rollRow(random, campus, serial, { name, idType, grade });
  // First-years have not sat CET-4 yet.
  const score = grade > 1 && random.chance(60) ? scoreOf(row, serial, 330 + random.below(300)) : null;
  return { row, score };
}

function personName(random: SeededRandom, idType: IdType): string {
  if (idType === 'passport' || idType === 'other') return latinName(random);
  return random.chance(2) ? transliteratedName(random) : chineseName(random);
}

function rollRow(
  random: SeededRandom,
  campus: DemoCampus,
  serial: number,
  person: { name: string; idType: IdType; grade: number },
): RollRow {
  const { name, idType, grade } = person;
  const male = random.chance(50);
  const entryYear = TERM_YEAR + 1 - grade;
  const [department, major] = random.pick(STUDIES);
  return {
    name,
    sex: male ? 'male' : 'female',
    idType,
    idNumber: idNumber(random, idType, serial, 17 + grade, male),
    campusCode: campus.code,
    educationLevel: random.chance(90) ? 'bachelor' : random.pick(['associate', 'master'] as const),
    schoolingYears: department === '医学院' || department === '建筑学院' ? 5 : 4,
    entryYear,
    grade,
    department,
    major,
    className: `${major}${entryYear % 100}-${1 + random.below(4)}班`,
    studentNumber: `${entryYear}${String(serial).padStart(6, '0')}`,
    remarks: random.chance(1) ? '交换生' : '',
  };
}

function idNumber(random: SeededRandom, idType: IdType, serial: number, age: number, male: boolean): string {
  const digits = String(serial).padStart(4, '0');
  switch (idType) {
    case 'hkMacauPermit':
      return `H0000${digits}`;
    case 'taiwanPermit':
      return `0000${digits}`;
    case 'passport':
      return `DEMO0${digits}`;
    case 'other':
      return `DEMO-${digits}`;
    default:
      return residentId(random, age, serial, male);
  }
}

function residentId(random: SeededRandom, age: number, serial: number, male: boolean): string {
  const birth = [
    TERM_YEAR - age,
    String(1 + random.below(12)).padStart(2, '0'),
    String(1 + random.below(28)).padStart(2, '0'),
  ].join('');
  // Serial numbers run through county and order, so that no two people share a number.
  const county = String(Math.floor(serial / 100) + 1).padStart(2, '0');
  const order = String(serial % 100).padStart(2, '0') + String(random.below(5) * 2 + (male ? 1 : 0));
  const digits = RESERVED_REGION + county + birth + order;
  return digits + residentIdCheckCharacter(digits);
}

function scoreOf(row: RollRow, serial: number, score: number): ScoreRow {
  return {
    ticketNumber: ticketNumber(row.campusCode, serial),
    idType: row.idType,
    idNumber: row.idNumber,
    name: row.name,
    score,
  };
}

/** Makes up the ticket number of a CET-4 written test in the first half of the year. */
function ticketNumber(campusCode: string, serial: number): string {
  const room = String(Math.floor(serial / 30) + 1).padStart(3, '0');
  const seat = String((serial % 30) + 1).padStart(2, '0');
  return `${campusCode}${TERM_YEAR % 100}11${room}${seat}`;
}
