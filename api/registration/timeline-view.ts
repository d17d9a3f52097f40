import type { z } from '@hono/zod-openapi';
import type { registrationEvents } from '../../db/schema/index.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { ID_TYPE_NAMES, ID_TYPE_NAMES_EN } from '../../domain/person/id-type-names.ts';
import { CORRECTED_FIELD_WORDS, type CorrectedField } from '../../domain/registration/corrected-field.ts';
import type { CorrectionValues, SavedPerson } from '../../domain/registration/correction-values.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { ReleaseReason } from '../../domain/registration/state.ts';
import type { WaitlistEnd } from '../../domain/seats/waitlist.ts';
import type { timelineSchema } from './schemas.ts';
import { type Actor, actorParts, candidateActor } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';

interface Words {
  zh: string;
  en: string;
}

type EventRow = typeof registrationEvents.$inferSelect;

const RELEASED: Record<ReleaseReason, Words> = {
  cancelled: { zh: '已取消报考', en: 'Cancelled' },
  expired: { zh: '截止未支付，座位已释放', en: 'Not paid before the deadline; seat released' },
  withdrawn: { zh: '随报名信息删除', en: 'Cancelled because the registration was deleted' },
  writtenReleased: { zh: '笔试已取消，口试随之取消', en: 'Cancelled together with its written test' },
};

const WAIT_ENDED: Record<WaitlistEnd, Words> = {
  cancelled: { zh: '已取消候补', en: 'Left the waitlist' },
  subjectTaken: {
    zh: '已报考同级别科目，候补失效',
    en: 'A subject of the same level was chosen, so the place on the waitlist ended',
  },
  writtenReleased: {
    zh: '笔试已取消，口试候补失效',
    en: 'The written test was cancelled, so the place on the oral waitlist ended',
  },
  withdrawn: {
    zh: '随报名信息删除，候补失效',
    en: 'The registration was deleted, so the place on the waitlist ended',
  },
  ineligible: {
    zh: '轮到候补时已没有报考资格，候补失效',
    en: 'No longer eligible when a seat became available, so the place on the waitlist ended',
  },
  tooLate: { zh: '已来不及支付，候补失效', en: 'No time left to pay, so the place on the waitlist ended' },
  lapsed: {
    zh: '座位无人接收，候补失效',
    en: 'The seat could not be held in time, so the place on the waitlist ended',
  },
};

/** Tells the history of a registration in plain words. */
export function timelineView(
  season: Season,
  rows: EventRow[],
  corrections: Corrections,
  passportId: string,
): z.infer<typeof timelineSchema> {
  const nameOf = subjectNames(
    season,
    rows.map(({ event }) => event),
  );
  return {
    events: withoutRepeatedChecks(rows).map((row) => ({
      happenedAt: isoInstant(row.happenedAt),
      type: row.event.type,
      text: eventWords(row.event, nameOf, corrections),
      by: actorView(row.actor, passportId),
    })),
  };
}

/**
 * Leaves out checks of an order that were asked for again before anything else happened: only the latest tells its owner
 * something.
 * @param rows newest first
 */
export function withoutRepeatedChecks<Row extends Pick<EventRow, 'event'>>(rows: Row[]): Row[] {
  const told = new Set<string>();
  return rows.filter(({ event }) => {
    if (event.type !== 'orderSettling' && event.type !== 'orderStillUnpaid') {
      told.clear();
      return true;
    }
    const check = `${event.type} ${event.orderNo}`;
    const isNew = !told.has(check);
    told.add(check);
    return isNew;
  });
}

/** Makes the function that names the subject of an entry, or of a place in a queue, by what these events say of its id. */
export function subjectNames(season: Season, events: RegistrationEvent[]): (id: string) => Words {
  const codes = new Map(
    events.flatMap((event) => subjectIn(event) ?? []).map(({ id, subject }) => [id, subject]),
  );
  return (id) => {
    const subject = season.subjects.find(({ code }) => code === codes.get(id));
    return { zh: subject?.nameZh ?? '', en: subject?.nameEn ?? '' };
  };
}

function actorView(actor: Actor, passportId: string) {
  if (actor === candidateActor(passportId)) return 'you';
  const { kind } = actorParts(actor);
  return kind === 'candidate' || kind === 'visitor' ? 'system' : kind;
}

/** Finds the subject entry, or place in a queue, that an event begins, with its subject. */
function subjectIn(event: RegistrationEvent): { id: string; subject: string } | null {
  switch (event.type) {
    case 'entryTaken':
    case 'waitlistPromoted':
      return event.entry;
    case 'waitlistJoined':
      return event.waitlistEntry;
    default:
      return null;
  }
}

/** What a story may tell of corrections. */
export interface Corrections {
  /** What they were and are, by their ids. */
  values: ReadonlyMap<string, CorrectionValues>;
  /** True for whoever sees names in full: a masked name tells nothing of what became of it. */
  showsNames: boolean;
}

/** Tells what a correction changed, old and new; numbers are masked. */
function correctionWords(fields: CorrectedField[], { values, showsNames }: OneCorrection): Words {
  const told = fields.map((field): Words => {
    const { zh, en } = CORRECTED_FIELD_WORDS[field];
    if (!values || field === 'photo') return { zh, en };
    const { before, after } = values;
    if (field === 'idNumber') return numberWords({ zh, en }, before, after);
    return showsNames
      ? { zh: `${zh} ${before.name} → ${after.name}`, en: `${en} ${before.name} → ${after.name}` }
      : { zh: `${zh}（已隐藏）`, en: `${en} (hidden)` };
  });
  return {
    zh: `报名信息已更正：${told.map(({ zh }) => zh).join('；')}`,
    en: `Registration corrected: ${told.map(({ en }) => en).join('; ')}`,
  };
}

interface OneCorrection {
  values: CorrectionValues | undefined;
  showsNames: boolean;
}

/** Tells old and new number, masked: with their types where these differ, and that what is hidden differs where they look alike. */
function numberWords({ zh, en }: Words, before: SavedPerson, after: SavedPerson): Words {
  const [old, next] = [maskIdNumber(before.idNumber), maskIdNumber(after.idNumber)];
  const isOtherType = before.idType !== after.idType;
  const typed = ({ idType }: SavedPerson, number: string): Words =>
    isOtherType
      ? { zh: `${ID_TYPE_NAMES[idType][0] ?? idType} ${number}`, en: `${ID_TYPE_NAMES_EN[idType]} ${number}` }
      : { zh: number, en: number };
  const [from, to] = [typed(before, old), typed(after, next)];
  const isAlike = old === next && before.idNumber !== after.idNumber;
  return {
    zh: `${zh} ${from.zh} → ${to.zh}${isAlike ? '（隐藏的数字不同）' : ''}`,
    en: `${en} ${from.en} → ${to.en}${isAlike ? ' (the hidden part differs)' : ''}`,
  };
}

/**
 * Tells one event as a sentence.
 * @param nameOf names the subject of an entry, or of a place in a queue, by its id
 */
export function eventWords(
  event: RegistrationEvent,
  nameOf: (id: string) => Words,
  corrections: Corrections,
): Words {
  const about = (ids: string[], words: Words): Words => {
    const names = ids.map(nameOf);
    return {
      zh: `${names.map((name) => name.zh).join('、')}：${words.zh}`,
      en: `${names.map((name) => name.en).join(', ')}: ${words.en}`,
    };
  };
  switch (event.type) {
    case 'saved':
      return { zh: '已保存报名信息', en: 'Registration saved' };
    case 'entryTaken':
      return about([event.entry.id], {
        zh: '已报考，座位保留至截止时间',
        en: 'Chosen; the seat is held until its deadline',
      });
    case 'entryReleased':
      return about([event.entryId], RELEASED[event.reason]);
    case 'entryReinstated':
      return about([event.entryId], {
        zh: '款项迟到，座位仍有，已恢复',
        en: 'Paid late; a seat was still available, so the subject was restored',
      });
    case 'waitlistJoined':
      return about([event.waitlistEntry.id], { zh: '已提交候补', en: 'Joined the waitlist' });
    case 'waitlistLeft':
      return about([event.waitlistEntryId], WAIT_ENDED[event.reason]);
    case 'waitlistPromoted':
      return about([event.entry.id], {
        zh: '候补成功，座位保留至截止时间',
        en: 'Got a seat from the waitlist; it is held until its deadline',
      });
    case 'orderOpened':
      return { zh: `已生成订单 ${event.order.orderNo}`, en: `Order ${event.order.orderNo} opened` };
    case 'orderSettling':
      return {
        zh: `正在向支付平台确认订单 ${event.orderNo}`,
        en: `Checking order ${event.orderNo} with the payment platform`,
      };
    case 'orderStillUnpaid':
      return {
        zh: `支付平台确认：订单 ${event.orderNo} 未支付`,
        en: `The payment platform confirmed that order ${event.orderNo} is unpaid`,
      };
    case 'orderClosed':
      return { zh: `订单 ${event.orderNo} 已关闭`, en: `Order ${event.orderNo} closed` };
    case 'orderPaid':
      return about(event.entryIds, { zh: '已支付', en: 'Paid' });
    case 'refundRequested':
      return {
        zh: `订单 ${event.orderNo} 的款项将原路退回`,
        en: `The payment of order ${event.orderNo} is being refunded`,
      };
    case 'refunded':
      return { zh: `订单 ${event.orderNo} 已退款`, en: `Order ${event.orderNo} was refunded` };
    case 'amountMismatched':
      return {
        zh: `订单 ${event.orderNo} 收到的金额不符，已交工作人员核实`,
        en: `A wrong amount came for order ${event.orderNo}; staff will look into it`,
      };
    case 'paidAgain':
      return {
        zh: `订单 ${event.orderNo} 收到重复付款，已交工作人员处理`,
        en: `Order ${event.orderNo} was paid a second time; staff will look into it`,
      };
    case 'transcriptChosen':
      return {
        zh: `${event.level === 4 ? '四级' : '六级'}成绩报告单：${event.choice === 'paper' ? '纸质和电子' : '仅电子'}`,
        en: `Level ${event.level} score report: ${event.choice === 'paper' ? 'paper and electronic' : 'electronic only'}`,
      };
    case 'quickPrintSet':
      return event.on
        ? { zh: '已开启快速打印', en: 'Quick print turned on' }
        : { zh: '已关闭快速打印', en: 'Quick print turned off' };
    case 'endsMoved':
      return {
        zh: '学校或省调整了报名管理时间，截止时间随之变化',
        en: 'The payment period was changed by the school or the province, and deadlines with it',
      };
    case 'keptUntil':
      return { zh: '报名信息的保留时间已延长', en: 'The registration will be kept longer' };
    case 'passportRebound':
      return { zh: '报名信息已换绑到新的通行证', en: 'The registration was moved to a new account' };
    case 'informationCorrected':
      return correctionWords(event.fields, {
        values: corrections.values.get(event.correctionId),
        showsNames: corrections.showsNames,
      });
    case 'withdrawalStarted':
      return { zh: '已申请删除报名信息', en: 'Deletion of the registration was requested' };
    case 'withdrawalStopped':
      return {
        zh: '已有科目支付成功，报名信息保留',
        en: 'A subject had been paid, so the registration is kept',
      };
    case 'deleted':
      return event.reason === 'expired'
        ? {
            zh: '未报考科目，报名信息到期删除',
            en: 'No subject was chosen in time, so the registration was deleted',
          }
        : { zh: '报名信息已删除', en: 'The registration was deleted' };
  }
}
