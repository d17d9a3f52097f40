import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `correction`. */
export const correctionErrors = {
  CORRECTION_NOT_SAVED: {
    status: 409,
    zh: '该考生没有已保存的报名信息，不需要双人更正。请在学籍页直接作人工更正。',
    en: 'This candidate has no saved registration, so no second person is needed. Correct the student record by hand.',
  },
  CORRECTION_PENDING: {
    status: 409,
    zh: '该考生已有一项报名信息更正在等待审批，请先处理那一项。',
    en: 'A correction of this registration is waiting for a decision. Have that decided first.',
  },
  CORRECTION_OUTDATED: {
    status: 409,
    zh: '提交之后，报名信息已删除、重新保存或被更改，与申请不符，未作更正。请驳回，核对后重新提交。',
    en: 'The registration was deleted, saved again or changed since this was submitted, so nothing was corrected. Reject it, compare and submit again.',
  },
  CORRECTION_NUMBER_RESERVED: {
    status: 409,
    zh: '新的证件号码已归另一个通行证，未作更正。请先由客服办理换绑，再提交更正。',
    en: 'Another account has the new ID number, so nothing was corrected. Have support move that account first (rebind), then submit the correction.',
  },
  CORRECTION_NUMBER_ON_ROLL: {
    status: 409,
    zh: '本考次另一条学籍已有新的证件号码，未作更正。请先核对并更正那一条。',
    en: 'Another student record of this exam session has the new ID number, so nothing was corrected. Compare and correct that one first.',
  },
  CORRECTION_REVIEW_PENDING: {
    status: 409,
    zh: '该考生的资格复核正在等待复核，复核须核对姓名和证件号码。请先由审核员处理，再更正。',
    en: 'An eligibility review of this candidate is waiting and compares name and ID number. Have it decided first, then correct.',
  },
  CORRECTION_ORDER_OPEN: {
    status: 409,
    zh: '该考生有尚未支付的订单，支付平台显示的是原姓名。请待考生支付、订单关闭或到期后再更正姓名。',
    en: 'This candidate has an open order, and the payment platform shows the old name. Correct the name once it is paid, closed or expired.',
  },
  CORRECTION_PHOTO_UNFIT: {
    status: 409,
    zh: '学籍现有照片尚未审核合格，不能用于更正。请先在“照片审核”中审核合格。',
    en: 'The photo on the student record has not been accepted, so it cannot be taken over. Accept it on the page of photos first.',
  },
} satisfies ErrorTable;
