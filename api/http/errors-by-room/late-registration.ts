import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `late-registration`. */
export const lateRegistrationErrors = {
  LATE_WINDOW_WRONG: {
    status: 422,
    zh: '补报名的开始须早于截止，截止不晚于支付截止，支付截止早于本省第一场考试，且截止尚未过去，未保存。请核对三个时间。',
    en: 'Late registration opens before it closes, closes no later than paying ends, closes in the future, and is paid before the first exam of the province; nothing was saved. Check the three times.',
  },
  LATE_LIST_CHANGED: {
    status: 409,
    zh: '您打开之后，此名单已被他人更改，未做任何更改。请核对现在的内容后重新更改。',
    en: 'Somebody has changed this list since you opened it, so nothing was changed. Look at it as it is now and change it again.',
  },
  LATE_LIST_ENDED: {
    status: 409,
    zh: '此补报名名单已结束，不能再更改。如仍需要，请新建名单。',
    en: 'This list has ended and is not changed any more. Make a new one if it is still needed.',
  },
  LATE_LIST_USED: {
    status: 409,
    zh: '此名单加入过考生，不能删除，以便日后查考。如不再需要，请结束名单。',
    en: 'People have been on this list, so it is kept and cannot be deleted. End it if it is no longer needed.',
  },
} satisfies ErrorTable;
