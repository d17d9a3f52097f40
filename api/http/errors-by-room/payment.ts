import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `payment`. */
export const paymentErrors = {
  EXCEPTION_HANDLED: {
    status: 409,
    zh: '这一条已由他人处理，请刷新列表后查看处理结果。',
    en: 'Somebody has handled this line already. Reload the list to see what was done.',
  },
  ORDER_SETTLING: {
    status: 409,
    zh: '正在向支付平台确认，座位仍为您保留，请稍候再试。',
    en: 'We are checking with the payment platform and your seat is held. Try again in a moment.',
  },
  ORDER_NOT_FOUND: {
    status: 404,
    zh: '没有这个订单，请回到“订单详情”查看。',
    en: 'This order does not exist. Go back to “Orders”.',
  },
  NOTHING_TO_PAY: {
    status: 409,
    zh: '没有未支付的科目：可能已支付、已取消或已到期。请刷新报名信息页查看，需要时重新选择科目。',
    en: 'There is nothing left to pay: it may have been paid, cancelled or expired. Check the registration page, and choose a subject again if you need to.',
  },
  PAYMENT_CLOSED: {
    status: 409,
    zh: '报名管理时间已结束，不能再支付。已经付款的，请在报名信息页点“支付遇到问题? 更新”；没有付款的，请等候下一考次。',
    en: 'The payment period has ended, so you can no longer pay. If you have paid, press “Payment problem? Refresh” on the registration page; if not, wait for the next exam session.',
  },
  DEADLINE_TOO_NEAR: {
    status: 409,
    zh: '离截止时间不足一分钟，已来不及支付。截止后请在报名信息页查看结果。',
    en: 'Less than a minute is left, which is too little to pay. After the deadline, see your registration page.',
  },
  TOO_MANY_ORDERS: {
    status: 409,
    zh: '本次报名的订单过多，请联系客服。',
    en: 'This registration has too many orders. Contact support.',
  },
  OPEN_IN_BROWSER: {
    status: 409,
    zh: '微信内不能支付。请在手机或电脑的浏览器中打开本站，再去支付。',
    en: 'You cannot pay inside WeChat. Open this site in a browser on your phone or computer and pay there.',
  },
} satisfies ErrorTable;
