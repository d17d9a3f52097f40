import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `seats`. */
export const seatsErrors = {
  CAPACITY_UNCHANGED: {
    status: 409,
    zh: '容量已是该数值，无需调整；如需调整请填写其他数值。',
    en: 'The pool already has this many seats. Enter a different number to change it.',
  },
  CAPACITY_TOO_LOW: {
    status: 409,
    zh: '容量不能少于已分配、已保留和已支付的座位数，请填写更大的数值。',
    en: 'Seats offered, held or paid are never taken away. Name a larger number.',
  },
  CAPACITY_PENDING: {
    status: 409,
    zh: '该科目已有减少容量的申请等待另一人审批，期间容量不能再变。请先在“双人审批”中由另一人通过或驳回，或由提交人撤回该申请。',
    en: 'A cut of these seats waits for a second person, and until then they stay as they are. Have somebody else approve or reject it first, among what waits for two people, or withdraw it if it is yours.',
  },
  CAPACITY_OUTDATED: {
    status: 409,
    zh: '提交之后容量已有变化，不能通过。请驳回，并按现有容量重新提交。',
    en: 'The capacity has changed since this was submitted, so it cannot be approved. Reject it and submit again.',
  },
} satisfies ErrorTable;
