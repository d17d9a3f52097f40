/** A sentence in both languages of the platform. */
export interface BilingualText {
  zh: string;
  en: string;
}

type Parameters = Record<string, string | number>;

const MESSAGES = {
  REQUIRED: { zh: '不能为空', en: 'must not be empty' },
  TOO_LONG: { zh: '最多 {limit} 个字符', en: 'has more than {limit} characters' },
  BAD_CHARACTER: {
    zh: '含有不允许的字符，请删除或改正',
    en: 'holds a character that is not allowed here; remove or correct it',
  },
  PRIVATE_CHARACTER: {
    zh: '含有造字区字符，请改用标准编码的汉字重新录入',
    en: 'holds a private-use character; type it again as the standard character',
  },
  LOST_DIGITS: {
    zh: '以数值存储，末尾数字已丢失；请把该列设为“文本”格式后重新录入',
    en: 'was stored as a number and has lost digits; set the column to text and enter it again',
  },
  CELL_ERROR: {
    zh: '单元格是公式错误值，请改为文字',
    en: 'is an error value of a formula; replace it by its text',
  },
  TOO_MANY_CELLS: {
    zh: '本行的列数多于表头；含逗号的内容要加双引号',
    en: 'the row has more cells than the heading; put text with commas in double quotes',
  },
  UNKNOWN_VALUE: { zh: '只能填写：{allowed}', en: 'must be one of: {allowed}' },
  BAD_NUMBER: { zh: '应为 {from} 到 {to} 的数字', en: 'must be a number from {from} to {to}' },
  BAD_ID_NUMBER: {
    zh: '号码与证件类型不符（位数、出生日期或校验码有误），请核对证件',
    en: 'does not fit the ID type (length, birth date or check digit); compare it with the paper',
  },
  OFFICERS_ID: {
    zh: '军官证不能用于报名，请改用居民身份证',
    en: "an officer's ID is not accepted; use the resident ID",
  },
  BAD_CAMPUS_CODE: { zh: '应为 6 位校区代码', en: 'must be a campus code of 6 digits' },
  UNKNOWN_CAMPUS: {
    zh: '没有代码为 {code} 的校区，请核对代码或先添加校区',
    en: 'there is no campus {code}; check the code or add the campus first',
  },
  OUT_OF_SCOPE: {
    zh: '校区 {code} 不在本次导入的范围 {scope} 内',
    en: 'campus {code} is outside {scope}, which this import is limited to',
  },
  DUPLICATE_PERSON: {
    zh: '与第 {line} 行是同一所学校的同一证件，请只保留一行',
    en: 'the same ID of the same school stands on line {line}; keep one of them',
  },
  DUPLICATE_STUDENT_NUMBER: {
    zh: '与第 {line} 行的学号相同，请改正其中一个',
    en: 'the same student number stands on line {line}; correct one of them',
  },
  STUDENT_NUMBER_TAKEN: {
    zh: '该学号已属于本校另一名考生，请核对学号，或把该考生的新学号一并导入',
    en: 'the student number belongs to another candidate of the school; check it, or import that candidate’s new number along',
  },
  BAD_TICKET: {
    zh: '应为 15 位 CET-4 准考证号',
    en: 'must be a CET-4 admission ticket number of 15 digits',
  },
  TICKET_TOO_OLD: {
    zh: '2005 年以前的成绩不能导入，请由学校代为提交复核',
    en: 'a score from before 2005 cannot be imported; the school files a re-check instead',
  },
  NOT_CET4_TICKET: {
    zh: '不是英语四级笔试的准考证号（第 10 位应为 1）',
    en: 'is not the ticket of a CET-4 written test (the 10th digit must be 1)',
  },
  NOT_A_PHOTO: {
    zh: '不是 JPEG 或 PNG 图片，请另存为其中一种',
    en: 'is no JPEG or PNG picture; save it as one of them',
  },
  PHOTO_BROKEN: {
    zh: '图片已损坏或不完整，请重新导出',
    en: 'is damaged or cut short; export it again',
  },
  PHOTO_COLOURS: {
    zh: '颜色模式不适用，请另存为普通 RGB 或灰度、非隔行的图片',
    en: 'has colours that cannot be printed; save it as an ordinary RGB or grey picture, not interlaced',
  },
  PHOTO_DIMENSIONS: {
    zh: '应为竖版照片，宽 {minWidth} 至 {maxWidth}、高 {minHeight} 至 {maxHeight} 像素',
    en: 'must be a portrait of {minWidth} to {maxWidth} by {minHeight} to {maxHeight} pixels',
  },
  PHOTO_TOO_LARGE: {
    zh: '超过 {limit} KB，请压缩后重试',
    en: 'is larger than {limit} KB; compress it',
  },
  NO_SCHOOL: {
    zh: '不知道属于哪所学校；请用 --school 指定，或放进以学校代码命名的文件夹',
    en: 'belongs to no known school; name one with --school, or put it into a folder named by the school code',
  },
  SCHOOL_OUT_OF_SCOPE: {
    zh: '在学校 {code} 的文件夹中，但本次导入仅限学校 {scope}',
    en: 'lies in the folder of school {code}, and this import is limited to school {scope}',
  },
  UNKNOWN_PERSON: {
    zh: '文件名不是该校本考次学籍中的学号或证件号码；请先导入学籍或改正文件名',
    en: 'is named by no student number or ID number on the roll of the school; import the roll first, or correct the name',
  },
  AMBIGUOUS_PERSON: {
    zh: '文件名同时是一人的学号和另一人的证件号码；请用证件号码或学号的另一种命名',
    en: 'is the student number of one person and the ID number of another; name it by the other of the two',
  },
  DUPLICATE_PHOTO: {
    zh: '与第 {line} 个文件属于同一名考生，请只保留一张',
    en: 'is of the same person as file {line}; keep one of them',
  },
  DUPLICATE_TICKET: {
    zh: '与第 {line} 行的准考证号相同，请只保留一行',
    en: 'the same ticket number stands on line {line}; keep one of them',
  },
} as const satisfies Record<string, BilingualText>;

export type FlawCode = keyof typeof MESSAGES;

/** A flaw in one cell of an imported table. The message never repeats a personal value. */
export interface Flaw<Column extends string = string> {
  column: Column;
  code: FlawCode;
  message: BilingualText;
}

export function flaw<Column extends string>(
  column: Column,
  code: FlawCode,
  parameters: Parameters = {},
): Flaw<Column> {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
  const message = MESSAGES[code];
  return { column, code, message: { zh: fill(message.zh), en: fill(message.en) } };
}
