import type { CodeWords } from '../cells/export-cell.ts';
import type { SecurityEventKind } from '../security.ts';

/** What each event of the security log is called. */
export const SECURITY_EVENT_WORDS: CodeWords<SecurityEventKind> = {
  signInFailed: { zh: '登录失败', en: 'Sign-in failed' },
  lockedOut: { zh: '尝试过多被限制', en: 'Held up after too many tries' },
  beyondLimit: { zh: '次数过多，已记录', en: 'Too often, and noted' },
  passwordWrong: { zh: '密码核对错误', en: 'Own password wrong' },
  proofWrong: { zh: '验证信息不符', en: 'Proof did not fit' },
  linkRefused: { zh: '链接无效或已失效', en: 'Link not valid any more' },
  signedOut: { zh: '退出登录', en: 'Signed out' },
  rightsRefused: { zh: '无权操作', en: 'Not allowed' },
  originRefused: { zh: '来源不明的请求', en: 'Foreign origin' },
  noticeRefused: { zh: '支付通知无效', en: 'Payment notice not believed' },
  indexMisplaced: { zh: '索引与密封数据不符', en: 'Index not of its sealed data' },
  workflowRefused: { zh: '不明类型的工作流', en: 'Workflow of an unknown type' },
  messageDropped: { zh: '工作流收到的消息无效', en: 'Message to a workflow not ours' },
  scheduleMended: {
    zh: '定时任务被删除、改动或未执行，已恢复',
    en: 'Schedule deleted, changed or not carried out, and mended',
  },
};
