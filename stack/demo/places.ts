/** The made-up provinces, schools and campuses. Codes from 97 on belong to no real province. */
export interface DemoProvince {
  code: string;
  nameZh: string;
  nameEn: string;
  schools: DemoSchool[];
}

export interface DemoSchool {
  code: string;
  campuses: DemoCampus[];
  /** Codes of the subjects whose admission tickets it prints itself. */
  schoolPrintedSubjects?: string[];
}

export interface DemoCampus {
  code: string;
  /** Codes of the subjects offered there. */
  subjects: string[];
  /** The number of people on its roll, of the 5,000. */
  people: number;
  /** Other campuses of the school whose written seats its candidates may take. */
  writtenCampusCodes: string[];
  /** True when its candidates may take their oral elsewhere. */
  oralLetsOut?: boolean;
  /** The time from which other campuses' candidates may take their oral here: at once, or from the later opening. */
  oralAdmitsOutsiders?: 'now' | 'later';
}

const ENGLISH_WRITTEN = ['1', '2'];
const ENGLISH = ['1', '2', 'F', 'S'];
const ALL = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'F', 'S'];

export const DEMO_PROVINCES: DemoProvince[] = [
  {
    code: '99',
    nameZh: '测试省',
    nameEn: 'Test Province',
    schools: [
      {
        code: '99101',
        campuses: [
          { code: '991010', subjects: ALL, people: 900, writtenCampusCodes: ['991011'], oralLetsOut: true },
          {
            code: '991011',
            subjects: [...ENGLISH_WRITTEN, '3', '9'],
            people: 400,
            writtenCampusCodes: ['991010'],
          },
        ],
      },
      {
        code: '99102',
        schoolPrintedSubjects: ['2', 'S'],
        campuses: [
          {
            code: '991020',
            subjects: ENGLISH,
            people: 700,
            writtenCampusCodes: [],
            oralAdmitsOutsiders: 'now',
          },
        ],
      },
      {
        code: '99103',
        campuses: [
          {
            code: '991030',
            subjects: [...ENGLISH, '3', '4', '7'],
            people: 600,
            writtenCampusCodes: ['991031'],
          },
          { code: '991031', subjects: ENGLISH_WRITTEN, people: 300, writtenCampusCodes: ['991030'] },
        ],
      },
    ],
  },
  {
    code: '98',
    nameZh: '演示省',
    nameEn: 'Demo Province',
    schools: [
      {
        code: '98101',
        campuses: [
          { code: '981010', subjects: ALL, people: 600, writtenCampusCodes: ['981011'] },
          {
            code: '981011',
            subjects: ENGLISH,
            people: 300,
            writtenCampusCodes: [],
            oralAdmitsOutsiders: 'later',
          },
        ],
      },
      {
        code: '98102',
        campuses: [{ code: '981020', subjects: [...ENGLISH, '5', '9'], people: 600, writtenCampusCodes: [] }],
      },
    ],
  },
  {
    code: '97',
    nameZh: '样例省',
    nameEn: 'Sample Province',
    schools: [
      {
        code: '97101',
        campuses: [
          { code: '971010', subjects: [...ENGLISH, '3', '5', '7'], people: 600, writtenCampusCodes: [] },
        ],
      },
    ],
  },
];

export const DEMO_CAMPUSES = DEMO_PROVINCES.flatMap((province) =>
  province.schools.flatMap((school) =>
    school.campuses.map((campus) => ({
      ...campus,
      schoolCode: school.code,
      provinceCode: province.code,
    })),
  ),
);
