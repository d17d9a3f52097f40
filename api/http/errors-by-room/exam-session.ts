import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `exam-session`. */
export const examSessionErrors = {
  AGREEMENT_REQUIRED: {
    status: 409,
    zh: '请先阅读并同意报名协议和诚信承诺书。',
    en: 'Read and accept the agreement and the integrity pledge first.',
  },
  AGREEMENT_OUTDATED: {
    status: 409,
    zh: '协议已更新，请阅读新版本后再同意。',
    en: 'The agreement has been updated. Read the new version and accept it.',
  },
  NO_EXAM_SESSION: {
    status: 404,
    zh: '还没有开放过考次，请待考试中心创建并开放第一个考次后再查看。',
    en: 'No exam session has been opened yet. Come back once the centre has created and opened the first one.',
  },
  EXAM_SESSION_NEEDED: {
    status: 422,
    zh: '现有多个已开放的考次，请填写考次代码，以免办到别的考次。',
    en: 'Several exam sessions are open. Name the one that this is for by its code, so that no other one is changed.',
  },
  EXAM_SESSION_UNKNOWN: {
    status: 404,
    zh: '没有这个考次。请核对考次代码（如 2026-2），或重新选择考次。',
    en: 'This exam session does not exist. Check its code, such as 2026-2, or choose another.',
  },
  PLACE_UNKNOWN: {
    status: 404,
    zh: '没有这个单位，或不在您的管理范围内。请核对代码：省为2位，学校为5位，校区为6位数字。',
    en: 'There is no such place, or it lies outside your scope. Check the code: a province has 2 digits, a school 5, a campus 6.',
  },
  SETTINGS_REFUSED: {
    status: 422,
    zh: '设置有误，未做任何更改。请按所列问题逐项修改后重新提交。',
    en: 'Something in the settings is wrong, so nothing was changed. Correct what is listed and submit again.',
  },
  SETTINGS_OUTDATED: {
    status: 409,
    zh: '您打开此表单之后，设置已被他人修改，未做任何更改。请核对所列变化后重新填写并提交。',
    en: 'Somebody has changed these settings since you opened the form, so nothing was changed. See what they changed, then submit again.',
  },
  EXAM_SESSION_CLOSED: {
    status: 409,
    zh: '该考次已关闭，不能再修改设置。如确需修改，请由考试中心重新开放考次。',
    en: 'This exam session is closed, and nothing of it is set any more. If it has to be, the centre opens it again first.',
  },
  EXAM_SESSION_EXISTS: {
    status: 409,
    zh: '已有使用此代码的考次，请换一个代码，或直接修改已有考次。',
    en: 'There is an exam session of this id already. Choose another id, or change the one there is.',
  },
  SETTING_EXISTS: {
    status: 409,
    zh: '已有相同的一项，请核对后换一个。要修改已有的一项，请在列表中点“更改”；没有“更改”的不能修改。',
    en: 'There is one like this already. Check it and choose another. To change the one there is, use “Change” in the list; what has none stays as it is.',
  },
  IMPACT_UNSEEN: {
    status: 409,
    zh: '此项更改会影响考生，或有需要留意之处，未做任何更改。请核对所列内容后确认提交。',
    en: 'This touches candidates, or there is something to look at, so nothing was changed yet. Look at what is listed, then confirm.',
  },
} satisfies ErrorTable;
