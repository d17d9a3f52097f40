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
    zh: '含有此处不允许或无法识别的字符 {character}，请核对后重新录入：号码只用半角数字和字母，汉字请用系统自带的输入法录入同一个标准字（造字、旧字库的字请勿复制）',
    en: 'holds {character}, which is not allowed here or cannot be read; look at it and type it again: numbers in plain digits and letters, a Han character with the input method of the system (do not copy one of a private font)',
  },
  LOST_DIGITS: {
    zh: '以数值存储，末尾数字已丢失；请把该列设为“文本”格式后重新录入',
    en: 'was stored as a number and has lost digits; set the column to text and enter it again',
  },
  CELL_ERROR: {
    zh: '是表格软件的错误值（如 #N/A）或未能显示的内容（####），请改为实际内容',
    en: 'is an error value of a spreadsheet program (such as #N/A), or what it shows where a column is too narrow (####); replace it by what is meant',
  },
  PLACEHOLDER: {
    zh: '是“没有内容”的占位写法（如 null、无），请填写实际内容；外文姓名确为 Null 的，请写作 Null',
    en: 'stands for no content (such as null or 无); enter what is meant; somebody whose name is Null is written Null',
  },
  TURNED: {
    zh: '被表格软件改成了日期或逻辑值（如 1-Mar、TRUE）；请把该列设为“文本”格式后重新录入',
    en: 'was turned into a date or a truth value by a spreadsheet program (such as 1-Mar or TRUE); set the column to text and enter it again',
  },
  NOT_COMPUTED: {
    zh: '公式没有保存计算结果；请用表格软件打开并保存一次，或改为文字',
    en: 'is a formula whose result was not saved; open the file in a spreadsheet program and save it, or type the text',
  },
  STRUCK_OUT: {
    zh: '有加了删除线的文字；不要的内容请删除，要保留的请去掉删除线',
    en: 'has text that is struck out; delete what is not wanted, and take the line off what is',
  },
  HIDDEN_ROW: {
    zh: '本行被隐藏或筛选掉；请取消隐藏和筛选，不需要的行请删除',
    en: 'the row is hidden or filtered out; show it, or delete it if it is not wanted',
  },
  MERGED_CELLS: {
    zh: '与其他行合并成了一个单元格，无法确定本行的内容；请取消合并，逐行填写',
    en: 'is one merged cell with other rows, so that what this row says is not known; unmerge it and fill in every row',
  },
  MERGED_ACROSS: {
    zh: '与左边的列合并成了一个单元格，无法确定本列的内容；请取消合并，每列分别填写',
    en: 'is one merged cell with columns to the left, so that what this column says is not known; unmerge it and fill in each column',
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
  BAD_PAPER_NUMBER: {
    zh: '号码与证件类型不符（位数或格式有误），请核对证件',
    en: 'does not fit the ID type (length or form); compare it with the paper',
  },
  NUMBER_OF_RESIDENT_ID: {
    zh: '是居民身份证号码，请将证件类型改为“居民身份证”',
    en: 'is the number of a resident ID; set the ID type to "resident id"',
  },
  NUMBER_OF_RESIDENCE_PERMIT: {
    zh: '是港澳台居民居住证号码，请将证件类型改为“港澳台居民居住证”',
    en: 'is the number of a residence permit; set the ID type to "hk/macau/taiwan residence permit"',
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
    zh: '该学号已属于本校学籍中另一证件号码的考生：不是同一人的，请核对学号，或把该考生的新学号一并导入；是同一人的，请先在学籍中更正证件号码',
    en: 'the student number belongs to a roll entry of the school with another ID: if that is somebody else, check the number, or import their new one along; if it is the same person, correct the ID on the roll first',
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
  PHOTO_RATIO: {
    zh: '宽高比例不符，应为 {width}:{height} 的竖版照片，请重新裁剪',
    en: 'has other proportions: it must be a portrait of {width}:{height}; crop it',
  },
  PHOTO_TOO_SMALL: {
    zh: '小于 {width}×{height} 像素，请换用更大的照片',
    en: 'is smaller than {width} by {height} pixels; use a larger one',
  },
  PHOTO_TOO_MANY_PIXELS: {
    zh: '像素过多，无法处理；请缩小后重试',
    en: 'has too many pixels to be taken; make it smaller',
  },
  PHOTO_TOO_LARGE: {
    zh: '缩小后仍超过 {limit} KB；请换用背景简单的照片',
    en: 'is larger than {limit} KB even when scaled; use a photo with a plain background',
  },
  PHOTO_FILE_TOO_LARGE: {
    zh: '文件超过 {limit} MB，请缩小后重试',
    en: 'is a file of more than {limit} MB; make it smaller',
  },
  LINK: {
    zh: '是链接，不是照片文件；请放入照片本身',
    en: 'is a link, no file; put the picture itself there',
  },
  OUTSIDE_PATH: {
    zh: '路径以 .. 、根目录或盘符开头，指向压缩包之外；请只用相对的文件夹名重新压缩',
    en: 'has a path that leads out of the archive (.., a root or a drive); pack it again with folders of its own',
  },
  NO_SCHOOL: {
    zh: '不知道属于哪所学校；请放进以学校代码命名的文件夹，或把导入限定为一所学校',
    en: 'belongs to no known school; put it into a folder named by the school code, or limit the import to one school',
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
  DUPLICATE_ENTRY: {
    zh: '与第 {line} 行是同一项，请只保留一行',
    en: 'the same stands on line {line}; keep one of them',
  },
  NOT_ON_ROLL: {
    zh: '该证件不在本范围本考次的学籍中；请核对号码，或先导入学籍',
    en: 'is on no roll of this scope in this exam session; check the number, or import the roll first',
  },
  ON_TWO_ROLLS: {
    zh: '该证件在多所学校的学籍中，请填写学校代码',
    en: 'is on the rolls of several schools; say the school code',
  },
  NAME_DIFFERS: {
    zh: '与学籍中该证件的姓名不同，请核对',
    en: 'differs from the name on the roll; check both',
  },
  UNKNOWN_SUBJECT: {
    zh: '没有代码为 {code} 的科目，请核对科目目录',
    en: 'there is no subject {code}; look at the catalogue',
  },
  NOT_OFFERED: {
    zh: '该校区在本考次没有开考此科目，请先在“开考科目”中添加',
    en: 'the campus does not offer the subject in this exam session; add it first',
  },
  NOTHING_SET: {
    zh: '座位数和报名费至少填写一项',
    en: 'set the seats, the fee or both',
  },
  FEE_NOT_YOURS: {
    zh: '报名费由省级或中心设置，请删除此列或留空',
    en: 'fees are set by the province or the centre; leave the column out or empty',
  },
  BELOW_TAKEN: {
    zh: '少于已占用的座位 {least}，不能再减少',
    en: 'is less than the {least} seats that are taken',
  },
  ON_BOTH_LISTS: {
    zh: '与第 {line} 行是同一考生、同一科目，却列入另一名单；请只保留一行',
    en: 'line {line} puts the same person and subject on the other list; keep one of them',
  },
  ON_OTHER_LIST: {
    zh: '该考生的此科目已在另一名单中；请先移出，可写在同一文件中',
    en: 'the person is on the other list for the subject; take them off it first, which the same file may do',
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

/** Keeps of each cell's flaws the first: what is wrong with how it is stored goes before what is wrong with what it says. */
export function oneForEachCell<Column extends string>(flaws: readonly Flaw<Column>[]): Flaw<Column>[] {
  return [...new Map(flaws.toReversed().map((one) => [one.column, one])).values()].toReversed();
}

/** Says what is wrong where it is the same for many cells, whose details differ: they are left open. */
export function flawInGeneral(code: FlawCode): BilingualText {
  const open = (text: string) => text.replace(/\{\w+\}/g, '…');
  const { zh, en } = MESSAGES[code];
  return { zh: open(zh), en: open(en) };
}

/** What is said otherwise of what was typed into a form, which has no columns to set. */
const MESSAGES_IN_FORMS: Partial<Record<FlawCode, BilingualText>> = {
  LOST_DIGITS: {
    zh: '像是表格软件改写过的数字（科学计数法，或末尾变成了 000），请填写完整的原值',
    en: 'looks like a number that a spreadsheet program cut short (with an exponent, or noughts at its end); type the whole value',
  },
};

/** Says what is wrong with what was typed into a form. */
export function messageInForm({ code, message }: Flaw): BilingualText {
  return MESSAGES_IN_FORMS[code] ?? message;
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
