import type { SettingFlaw, SettingFlawCode } from '../../domain/exam-session/setting-flaws.ts';
import { USE_WORDS, type Uses } from '../../domain/exam-session/uses.ts';
import { formatMoment, type Language } from '../../domain/moments.ts';
import type { Instant, Period } from '../../domain/time.ts';

/** The only table of what each flaw of a setting says, and what to do. */
const WORDS: Record<SettingFlawCode, { zh: string; en: string }> = {
  PLACE_CODE_LENGTH: {
    zh: '代码长度不对：省为2位，学校为5位，校区为6位数字。',
    en: 'A province has a code of 2 digits, a school of 5, a campus of 6.',
  },
  PLACE_PARENT_UNKNOWN: {
    zh: '上级单位不存在，请先添加上级，或核对代码。',
    en: 'The place around it does not exist. Add that first, or check the code.',
  },
  PLACE_UNKNOWN: { zh: '没有这个单位，请核对代码。', en: 'There is no such place. Check the code.' },
  CAMPUS_OF_ANOTHER_SCHOOL: {
    zh: '只能选择本校的其他校区。',
    en: 'Only other campuses of the same school can be named.',
  },
  CAMPUS_ITSELF: { zh: '无需列出本校区自身。', en: 'A campus need not name itself. Leave it out.' },
  SUBJECT_UNKNOWN: {
    zh: '科目目录中没有此科目，请先添加或核对代码。',
    en: 'The catalogue has no such subject. Add it first, or check the code.',
  },
  SUBJECT_IN_USE: {
    zh: '已有校区开设此科目，只能修改名称；语种、级别和类别不能修改。',
    en: 'Campuses offer this subject, so only its names can change: language, level and mode stay.',
  },
  SUBJECT_USED: {
    zh: '已有考次开设此科目，或有学校设置了由学校打印其准考证，不能删除。',
    en: 'An exam session offers this subject, or a school prints its tickets: it cannot be deleted.',
  },
  SUBJECT_NOT_OFFERED: {
    zh: '该范围内没有校区开设此科目，请先开设，或核对范围。',
    en: 'No campus in this scope offers the subject. Offer it first, or check the scope.',
  },
  WINDOW_TWICE: { zh: '同一时间设置了两次，请只保留一项。', en: 'This window is set twice. Keep one.' },
  WINDOW_EMPTY: { zh: '结束时间须晚于开始时间。', en: 'A window ends after it begins.' },
  WINDOW_SCOPE: {
    zh: '此类时间不能在这一级设置，请在规定的级别设置。',
    en: 'A window of this kind is not set at this level.',
  },
  WINDOW_OUTSIDE: {
    zh: '超出了括号中的上级设定的时间（{bound}），请调整到该范围之内。',
    en: 'It reaches outside the window of the place around it, named in brackets: {bound}. Keep it inside.',
  },
  WINDOW_DISJOINT: {
    zh: '与括号中的单位或科目已设的时间（{bound}）没有重叠，设置后将无时间可用。请先调整那一处的时间。',
    en: 'It does not overlap with what is set for the place or subject in brackets, {bound}, which would be left no time at all. Change that first.',
  },
  MANAGEMENT_ENDS_FIRST: {
    zh: '报名管理时间须不早于网上报名结束时间结束，否则已报考的科目无法支付。',
    en: 'The management window must not end before online registration does: what is chosen could not be paid.',
  },
  MANAGEMENT_OPENS_LATE: {
    zh: '报名管理时间晚于网上报名开始，而科目一经报考即可支付，逾期未支付即失效。请让报名管理时间不晚于网上报名开始。',
    en: 'The management window begins after online registration does, but what is chosen can be paid at once, and is lost if it stays unpaid for too long. Let it begin no later than online registration.',
  },
  ROLL_CHECK_APART: {
    zh: '资格确认时间与网上报名时间没有重叠，考生无法确认资格，没有人能报名。请让资格确认时间包含网上报名时间。',
    en: 'The eligibility check does not overlap with online registration: nobody could check their eligibility, so nobody could register. Let it reach around online registration.',
  },
  ROLL_CHECK_SHORT: {
    zh: '资格确认时间没有覆盖全部网上报名时间，之外的时间考生无法确认资格，也就不能报名。',
    en: 'The eligibility check does not cover all of online registration: outside it nobody can check their eligibility, so nobody can register then.',
  },
  ORAL_ADMITS_TOO_LATE: {
    zh: '该校区接收外校区考生的时间不早于此口试科目的报名结束时间，外校区考生无法报考。',
    en: "The campus admits others' candidates only when registering for this oral has ended, so they cannot choose it.",
  },
  OFFERING_WINDOW_EMPTY: {
    zh: '科目报名的结束时间须晚于开始时间。',
    en: "The subject's window ends after it begins.",
  },
  OFFERING_WINDOW_OUTSIDE: {
    zh: '科目报名时间超出了该校区的网上报名时间（{bound}），请调整到该范围之内。',
    en: "The subject's window reaches outside online registration at this campus: {bound}. Keep it inside.",
  },
  OFFERING_WITHOUT_WINDOW: {
    zh: '该校区还没有网上报名时间，请先设置。',
    en: 'Online registration is not set for this campus yet. Set it first.',
  },
  EXAM_TIME_HALF: {
    zh: '考试的开始和结束时间须同时填写。',
    en: 'Give both the beginning and the end of the exam, or neither.',
  },
  EXAM_TIME_EMPTY: { zh: '考试的结束时间须晚于开始时间。', en: 'An exam ends after it begins.' },
  EXAM_LENGTH: {
    zh: '考试时长不合常理：笔试须为10分钟至12小时，口试各场次须在31天之内。请核对开始和结束日期。',
    en: 'No exam takes that long: a written one takes 10 minutes to 12 hours, the sittings of an oral are within 31 days. Check both dates.',
  },
  EXAMS_OVERLAP: {
    zh: '两科考试时间重叠，同一考生可能两科都报。四级与六级、笔试与相应的口试须错开；两级口试由编排错开。',
    en: 'These two exams overlap, and one candidate may have both. Level 4 and level 6, and a written test and its oral, must not be at the same time; two orals are kept apart when seats are given.',
  },
  EXAM_OUTSIDE_HALF: {
    zh: '考试时间不在考次代码所示的年份和半年内：-1为当年1月至7月，-2为当年8月至12月，准考证号由代码编成。请核对日期，或换用相符的代码。',
    en: 'The exam is not in the year and half that the code of the exam session names: -1 is January to July, -2 is August to December, and ticket numbers carry it. Check the dates, or take the code that fits.',
  },
  EXAM_HELD_TWICE: {
    zh: '括号中的另一个已开放考次在同一校区、同一时间已有同一科目的考试。请核对日期，或删除重复的考次。',
    en: 'Another open exam session, named in brackets, holds this exam at the same campus and time. Check the dates, or delete the session that repeats it.',
  },
  COPY_NOT_MOVED: {
    zh: '复制的考次日期没有移动，会与原考次完全重复。请填写移动的天数。',
    en: 'The dates of the copy are not moved, so it would repeat the other exam session. Say by how many days they move.',
  },
  EXAM_BEFORE_PAYING_ENDS: {
    zh: '考试开始时报名管理时间还没有结束，考后仍可支付。请将考试推后，或提前结束报名管理时间。',
    en: 'The exam begins before the management window ends: it could be paid for afterwards. Move the exam, or end the window earlier.',
  },
  SEATED_ALREADY: {
    zh: '已有 {count} 名考生编排并有准考证号，更改考试时间后，已打印的准考证将与实际不符。请确认，并在更改后通知考生重新打印。',
    en: '{count} candidates have been seated and have ticket numbers. Tickets already printed will be wrong. Confirm it, and tell them to print theirs again.',
  },
  SUBJECT_SAME: {
    zh: '目录中已有语种、级别和类别都相同的科目，请修改那一科，或核对所填内容。',
    en: 'The catalogue has a subject of the same language, level and mode. Change that one, or check what you entered.',
  },
  LANGUAGE_UNKNOWN: {
    zh: '没有这个语种代码，请填写标准代码，如 en（英语）、ja（日语）。',
    en: 'No language has this code. Use the standard one, such as en for English or ja for Japanese.',
  },
  ORAL_WITHOUT_WRITTEN: {
    zh: '目录中没有同语种、同级别的笔试，而口试须先报考笔试。请先添加笔试科目。',
    en: 'The catalogue has no written subject of this language and level, which comes before the oral. Add that first.',
  },
  NAME_TAKEN: {
    zh: '已有中文名称相同的考次或单位，无法区分。请换一个名称，或核对代码。',
    en: 'Another one has this name in Chinese already, and nobody could tell them apart. Choose another name, or check the code.',
  },
  NAME_EN_TAKEN: {
    zh: '已有英文名称相同的考次或单位，使用英文的人无法区分。请换一个英文名称，或核对代码。',
    en: 'Another one has this name in English already, and nobody could tell them apart. Choose another name, or check the code.',
  },
  EXAM_TIME_TOO_EARLY: {
    zh: '考试时间须在科目报名结束之后。',
    en: 'The exam begins after registering for it has ended.',
  },
  CAPACITY_SET_ELSEWHERE: {
    zh: '已开设科目的容量请通过“容量调整”修改。',
    en: 'The seats of a subject that is offered already are changed as a capacity change.',
  },
  CAPACITY_NEEDED: {
    zh: '新开设的科目须填写容量。',
    en: 'Say how many seats there are when a subject is added.',
  },
  OFFERING_TAKEN: {
    zh: '已有考生占位、候补或调整过容量，不能取消开设。可以提前结束科目报名时间。',
    en: 'Somebody has had a seat or waited for one, or its seats were changed, so it stays. End its window instead.',
  },
  OFFERING_HAS_SEATS: {
    zh: '考次已开放，取消开设等于减少全部容量，须两人办理：请先提交“容量调整”，减少到0，或提前结束科目报名时间。',
    en: 'The exam session is open, so this would cut all its seats, which takes two people. Submit a change of its capacity to 0 instead, or end its window.',
  },
  OFFERINGS_CHANGED: {
    zh: '所涉及的开设科目数已变化，请核对新的数目后重新提交。',
    en: 'The number of offerings that this changes is not what you saw any more. Look again, then submit.',
  },
  FEE_BY_PROVINCE: {
    zh: '报名费和考试时间由省级或考试中心设置。',
    en: 'Fee and exam time are set by the province or the centre.',
  },
  EXAM_TIME_MISSING: { zh: '没有设置考试时间。', en: 'The exam time is not set.' },
  FEE_MISSING: { zh: '没有设置报名费。', en: 'The fee is not set.' },
  CAPACITY_MISSING: { zh: '没有设置容量。', en: 'There are no seats.' },
  CAMPUS_WITHOUT_SUBJECTS: {
    zh: '有考生的校区没有开设任何科目，本校其他可报校区也没有。',
    en: 'People are on the roll of this campus, but nothing is offered to them there or at the campuses open to them.',
  },
  CAMPUS_OFFERS_NOTHING: {
    zh: '该校有其他校区开设科目，但此校区没有开设，也不能到其他校区报考。此校区如有考生，请开设科目。',
    en: 'Other campuses of its school offer subjects, but nothing is offered here, nor at campuses open to it. If it has candidates, offer something.',
  },
  NO_OFFERINGS: { zh: '没有任何校区开设科目。', en: 'No campus offers anything.' },
  SUPPORT_PHONE_MISSING: {
    zh: '没有设置咨询电话，考生无处求助。请在考次规则中填写。',
    en: 'The support telephone is not set, so nobody could call for help. Set it with the rules of the exam session.',
  },
  SUPPORT_HOURS_MISSING: {
    zh: '没有设置电话服务时间，考生不知道何时能打通。请在考次规则中填写中文和英文。',
    en: 'The hours of the support telephone are not set in both languages, so nobody knows when it is answered. Set them with the rules of the exam session.',
  },
  REGISTRATION_WINDOW_MISSING: { zh: '没有设置网上报名时间。', en: 'Online registration is not set.' },
  ROLL_CHECK_MISSING: { zh: '没有设置资格确认时间。', en: 'The eligibility check is not set.' },
  MANAGEMENT_MISSING: { zh: '没有设置报名管理时间。', en: 'The management window is not set.' },
  WINDOW_PAST: {
    zh: '该时间在开放之前已全部结束，请改为以后的时间。',
    en: 'This window ended before the exam session opened. Set a later one.',
  },
  OFFERING_WINDOW_PAST: {
    zh: '科目报名时间在开放之前已结束，请改为以后的时间。',
    en: "The subject's window ended before the exam session opened. Set a later one.",
  },
  EXAM_TIME_PAST: {
    zh: '考试时间已过，请改为以后的时间。',
    en: 'The exam time has passed. Set a later one.',
  },
  TICKET_PRINT_MISSING: {
    zh: '还没有设置准考证打印时间，考生暂时看不到何时可以打印。',
    en: 'The time for printing tickets is not set yet: candidates cannot see when they can print theirs.',
  },
  TICKET_PRINT_APART: {
    zh: '准考证打印时间须在该科目考试之前开始，并且不早于最后一场考试开始时结束。',
    en: 'Printing of tickets has to begin before the exams of this subject, and to go on until the last of them begins.',
  },
  TICKET_PRINT_EARLY: {
    zh: '准考证打印开始时，该省的报名管理时间尚未结束，还有考生在支付，编排后才有准考证。',
    en: 'Printing of tickets begins before paying has ended in this province: people still pay, and tickets come with the arrangement.',
  },
  TRANSCRIPT_MISSING: {
    zh: '还没有设置成绩单选择时间，考生只能得到电子成绩报告单。',
    en: 'The time for choosing a transcript is not set yet: candidates would get the electronic one.',
  },
  LATE_TRANSCRIPT_MISSING: {
    zh: '还没有设置成绩公布后的成绩单选择时间，报名时没有选择的考生之后不能再选。',
    en: 'The time for choosing a transcript after the results is not set yet: whoever has not chosen while registering cannot choose later.',
  },
  TRANSCRIPT_APART: {
    zh: '与该省从网上报名开始到报名管理结束的时间没有重叠，考生支付前无法选择成绩单。',
    en: 'It does not overlap with the time from registering to the end of paying in this province, so nobody could choose before paying.',
  },
  RESULTS_BEFORE_EXAM: {
    zh: '成绩发布后的选择时间须在该科目最后一场考试之后开始。',
    en: 'The choice after results has to begin after the last exam of this subject.',
  },
  AGREEMENT_MISSING: { zh: '没有已生效的报名协议。', en: 'No registration agreement is in force.' },
  PLEDGE_MISSING: { zh: '没有已生效的诚信承诺书。', en: 'No integrity pledge is in force.' },
  TERMS_MISSING: { zh: '没有已生效的用户服务协议。', en: 'No terms of service are in force.' },
  PRIVACY_MISSING: { zh: '没有已生效的用户隐私政策。', en: 'No privacy policy is in force.' },
  SESSION_STILL_RUNNING: {
    zh: '该时间尚未结束，结束后才能关闭考次。',
    en: 'This window has not ended. The exam session can be closed once it has.',
  },
  EXAM_AHEAD: {
    zh: '该科目还没有考完；关闭后考试时间、座位数等都不能再修改。',
    en: 'This test has not been held yet. Its time, seats and the rest cannot be changed any more once the exam session is closed.',
  },
  SESSION_NEVER_OPENED: {
    zh: '考次还是草稿，只有已开放的考次才能关闭。',
    en: 'The exam session is a draft. Only one that is open can be closed.',
  },
  SESSION_NOT_DRAFT: {
    zh: '考次已经开放过，只有草稿才能整体移动日期或删除。',
    en: 'The exam session has been opened. Only a draft can be deleted, or moved as a whole.',
  },
  SESSION_IN_USE: {
    zh: '已有 {uses}属于此考次，不能删除。',
    en: 'It cannot be deleted, because of what belongs to it: {uses}.',
  },
  SESSION_SEATS_CHANGED: {
    zh: '此考次已有容量更改，不能删除。',
    en: 'It cannot be deleted: its seats have been changed.',
  },
  PLACE_IN_USE: {
    zh: '还有 {uses}在使用此代码，不能删除。',
    en: 'It cannot be deleted, because of what uses its code: {uses}.',
  },
  NOTICE_EXISTS: {
    zh: '已有同一标题的通告，请修改那一条，或换一个标题。',
    en: 'There is a notice of this title already. Change that one, or choose another title.',
  },
  NOTICE_ENDS_FIRST: {
    zh: '显示的截止时间须晚于开始时间。',
    en: 'A notice is shown until a time after it is first shown.',
  },
  NOTICE_ENDED: {
    zh: '显示的截止时间已过，请选择以后的时间，或不设截止时间。',
    en: 'The time until which it would be shown has passed. Choose a later one, or none.',
  },
  TEXT_PUBLISHED: {
    zh: '此版本已发布，不能再修改，请发布新版本。',
    en: 'This version is published and stays as it is. Publish a new version.',
  },
  TEXT_SAME: {
    zh: '标题和正文与届时生效的版本完全相同。发布后所有考生须重新同意，却没有任何变化。请修改文本，或不发布。',
    en: 'Titles and texts are word for word those of the version in force by then: everybody would have to accept it anew for nothing. Change the text, or leave it.',
  },
  TEXT_VERSION_TAKEN: {
    zh: '已有只差大小写的版本号，无法区分。请换一个版本号。',
    en: 'Another version differs from this one in capitals alone, and nobody could tell them apart. Choose another name for it.',
  },
  TEXT_MOMENT_TAKEN: {
    zh: '已有另一版本在同一时间生效，无法确定以哪一版为准。请换一个生效时间。',
    en: 'Another version comes into force at the same time, and nobody could tell which one holds. Choose another time.',
  },
  PUBLISHED_IN_THE_PAST: {
    zh: '生效时间不能早于现在，请选择现在或以后的时间。',
    en: 'It cannot be in force from a time in the past. Choose now or a later time.',
  },
};

export function flawView(flaw: SettingFlaw) {
  const { code, at, against, count, uses = {}, bound, comesAt, isNote = false } = flaw;
  const told = (language: Language) =>
    WORDS[code][language]
      .replace('{count}', String(count ?? ''))
      .replace('{uses}', usesText(uses, language))
      .replace('{bound}', bound ? periodText(bound, language) : '') + comingText(comesAt, language);
  return { code, at, against: against ?? null, isNote, messages: { zh: told('zh'), en: told('en') } };
}

function periodText({ opensAt, closesAt }: Period, language: Language): string {
  const [from, until] = [formatMoment(opensAt, language), formatMoment(closesAt, language)];
  return language === 'zh' ? `${from}至${until}，北京时间` : `${from} to ${until}, Beijing time`;
}

/** Says from when what is missing is there without anybody doing anything. */
function comingText(comesAt: Instant | undefined, language: Language): string {
  if (comesAt === undefined) return '';
  const at = formatMoment(comesAt, language);
  return language === 'zh'
    ? `已安排的版本于${at}（北京时间）生效，届时不再缺少。`
    : ` A version comes into force on ${at}, Beijing time: nothing is missing from then on.`;
}

function usesText(uses: Uses, language: Language): string {
  return (Object.entries(uses) as [keyof Uses, number][])
    .map(([kind, count]) => USE_WORDS[kind][language].replace('{count}', count.toLocaleString('en')))
    .join(language === 'zh' ? '、' : ', ');
}
