import { roomName, seatName } from '../../domain/registration/room-seat.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import { ID_TYPE_NAMES, ID_TYPE_NAMES_EN } from '../../domain/person/id-type-names.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';

interface Bilingual {
  zh: string;
  en: string;
}

/** A subject whose ticket is not in the document, with the reason. */
export interface ElsewhereTicket {
  subject: Bilingual;
  why: 'TICKET_SCHOOL_PRINTS' | 'TICKET_NOT_ARRANGED';
}

/** 准考证: the complete content of one ticket. */
export interface AdmissionTicket {
  name: string;
  /** The photo, JPEG or PNG; null when the roll has none. */
  photo: Uint8Array | null;
  idType: IdType;
  /** The number as it is to be shown: masked on tickets that a school prints. */
  idNumber: string;
  examSession: Bilingual;
  subject: Bilingual & { mode: Mode };
  school: Bilingual & { code: string };
  campus: Bilingual & { code: string };
  room: number;
  seat: number;
  ticketNumber: string;
  /** 1 for the first; it rises with each correction of the person on it, and earlier tickets are worth nothing. */
  issue: number;
  /** Proves that number and issue were given by this platform. */
  checkCode: string;
  /** The address of the site that gave it. */
  site: string;
  /** What the same candidate takes of this mode without a ticket in this document. */
  elsewhere: ElsewhereTicket[];
  /** The time of the exam; null when the school announces it. */
  examTime: Period | null;
}

export interface TicketFact {
  label: Bilingual;
  value: string;
  /** A smaller text under the value. */
  note?: string;
}

export const TICKET_WORDS = {
  exam: { zh: '全国大学英语四、六级考试', en: 'College English Test, Band 4 and Band 6' },
  title: { zh: '准考证', en: 'Admission Ticket' },
  photo: { zh: '暂无照片，由考点现场核验', en: 'No photo: checked at the test site' },
  number: { zh: '准考证号', en: 'Ticket number' },
  checkCode: { zh: '校验码', en: 'Check code' },
  rules: { zh: '考生须知', en: 'Rules for candidates' },
  site: { zh: '报名网站', en: 'Registration site' },
  missing: {
    zh: '姓名中以方框标出编码的字无法打印，以有效身份证件为准。',
    en: 'Characters shown as a framed code cannot be printed; the identity document counts.',
  },
};

const COMMON_RULES: Bilingual[] = [
  {
    zh: '凭本准考证和报名时使用的有效身份证件原件，在规定的考场和座位参加考试，缺一不可。',
    en: 'Bring this ticket and the original identity document you registered with. Sit in the room and seat printed here.',
  },
  {
    zh: '请在开考前 30 分钟到达考点，接受身份核验和安全检查。',
    en: 'Be at the test site 30 minutes before the test begins, for the identity and security check.',
  },
  {
    zh: '手机、智能手表等有通讯、存储或拍摄功能的物品一律不得带入考场。',
    en: 'Phones, smart watches and anything else that can send, store or record must stay outside the room.',
  },
];

const RULES: Record<Mode, Bilingual[]> = {
  written: [
    ...COMMON_RULES,
    {
      zh: '开考后不得入场；考试结束前不得离场。请自备书写工具和学校要求的听力设备。',
      en: 'Nobody enters once the test has begun or leaves before it ends. Bring pens, and the listening device your school asks for.',
    },
    {
      zh: '按监考员的指令作答和停笔；答案写在规定区域内，试卷和答题卡不得带出考场。',
      en: 'Start and stop writing when told to. Answer inside the marked areas only; papers and answer sheets stay in the room.',
    },
    {
      zh: '违反考试纪律的，依照国家教育考试违规处理办法处理。',
      en: 'Breaches of discipline are dealt with under the national rules for education examinations.',
    },
  ],
  oral: [
    ...COMMON_RULES,
    {
      zh: '口试在计算机上进行。进入考场后请试音，发现耳机或麦克风异常立即举手报告。',
      en: 'The oral test is taken at a computer. Try your headset and microphone first, and raise your hand at once if they fail.',
    },
    {
      zh: '考试期间不得与指令外的任何人交谈，不得中途离场；候考和考后请听从引导。',
      en: 'Speak only when the test asks you to and stay until it ends. Follow the staff while waiting and afterwards.',
    },
    {
      zh: '违反考试纪律的，依照国家教育考试违规处理办法处理。',
      en: 'Breaches of discipline are dealt with under the national rules for education examinations.',
    },
  ],
};

/** Says of each subject whose ticket is not in the document where it comes from. */
export function elsewhereOf(ticket: AdmissionTicket): Bilingual[] {
  return ticket.elsewhere.map(({ subject, why }) =>
    why === 'TICKET_SCHOOL_PRINTS'
      ? {
          zh: `您还报考了${subject.zh}，其准考证由考试学校统一打印，不在此文件中，请按学校通知领取。`,
          en: `You also take ${subject.en}: the school at its test site prints that ticket. It is not in this file; collect it as the school tells you.`,
        }
      : {
          zh: `您还报考了${subject.zh}，其考场尚未编排，准考证不在此文件中，请稍后再打印。`,
          en: `You also take ${subject.en}: its room is not arranged yet, so its ticket is not in this file. Print it later.`,
        },
  );
}

export function rulesOf(ticket: AdmissionTicket): Bilingual[] {
  return RULES[ticket.subject.mode];
}

/** Lists the facts in the order in which an invigilator checks them. */
export function factsOf(ticket: AdmissionTicket): TicketFact[] {
  const { school, campus } = ticket;
  return [
    { label: { zh: '姓名', en: 'Name' }, value: ticket.name },
    {
      label: { zh: '证件', en: 'ID' },
      value: ticket.idNumber,
      note: `${ID_TYPE_NAMES[ticket.idType][0]} ${ID_TYPE_NAMES_EN[ticket.idType]}`,
    },
    {
      label: { zh: '考试科目', en: 'Subject' },
      value: ticket.subject.zh,
      note: ticket.subject.en,
    },
    {
      label: { zh: '考试时间', en: 'Time' },
      value: ticket.examTime ? examTimeText(ticket.examTime) : '以学校通知为准',
      note: ticket.examTime ? '北京时间 Beijing time' : 'Your school tells you the time',
    },
    {
      label: { zh: '考点', en: 'Test site' },
      value: `${school.zh} ${campus.zh}`,
      note: `(${campus.code}) ${school.en}, ${campus.en}`,
    },
    { label: { zh: '考场', en: 'Room' }, value: roomName(ticket.room) },
    { label: { zh: '座位', en: 'Seat' }, value: seatName(ticket.seat) },
  ];
}

/** Formats an exam time, e.g. `2026-12-12 09:00 - 11:20`; the second day is named only when it differs. */
function examTimeText({ opensAt, closesAt }: Period): string {
  const [from, to] = [opensAt, closesAt].map((at) => formatBeijingTime(at).slice(0, 16)) as [string, string];
  return `${from} - ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}
