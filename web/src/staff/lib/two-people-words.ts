import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import { SUBMISSION_STATE_WORDS, WHOSE_WORDS } from '../../../../domain/staff/submission-words.ts';
import { wordsOf } from './words-of.ts';

/** The words of what takes two people, on every page that has such a thing. */
export const useTwoPeopleWords = wordsOf(
  {
    intro: '以下事项须由另一人审批后才生效：由您审批的，和您自己提交、等待他人审批的。',
    lapses: (days: number) => `提交后 ${days} 天内无人审批的自动失效，可重新提交。`,
    filter: '显示',
    state: '状态',
    states: wordsIn(SUBMISSION_STATE_WORDS, 'zh'),
    whose: '谁提交的',
    nothingWaits: '没有待审批的事项。',
    whoseAny: '全部',
    whoseOnes: wordsIn(WHOSE_WORDS, 'zh'),
    submittedBy: '提交人',
    submittedAt: '提交时间',
    decidedBy: '审批人',
    reason: '驳回原因',
    mine: '我提交的',
    open: '查看',
    openOf: (what: string) => `查看：${what}`,
    approve: '通过',
    reject: '驳回',
    rejectConfirm: '确认驳回',
    withdraw: '撤回申请',
    own: '这是您提交的，须由另一人审批；审批前您可以撤回。',
    onePerson:
      '您的账号与提交人的账号不能互相审批：其中一个的登录凭据由另一个（或同一人）发放，且尚未验证本人的邮箱。请先由账号本人验证邮箱，或由其他人审批。',
    cannot: '已由他人处理。',
    decided: '已处理。',
    now: '现在',
    afterwards: '通过后',
    capacity: '容量调整',
    rebinds: '换绑申请',
    many: '批量操作',
    what: '操作',
    people: '人数',
    scope: '范围',
    country: '全国',
    condition: '条件',
    someOf: '其中几位',
    text: '内容',
    seats: '座位',
    pool: '现有座位：',
    place: '校区、科目、考次',
    seatsNow: (pool: {
      capacity: number;
      free: number;
      offered: number;
      held: number;
      paid: number;
      waiting: number;
    }) =>
      `容量 ${pool.capacity}，空余 ${pool.free}，候补可选 ${pool.offered}，占位 ${pool.held}，已支付 ${pool.paid}，候补 ${pool.waiting} 人`,
    person: '考生',
    idNumber: '证件号码',
    oldPassport: '原通行证（将关闭）',
    newPassport: '新通行证',
    email: '邮箱',
    same: (name: boolean, mobile: boolean) =>
      `姓名${name ? '一致' : '不一致'}，手机号${mobile ? '一致' : '不一致'}`,
    compared: '两个通行证',
    moves: '随之转移',
    movesCount: (registrations: number, reviews: number) =>
      `报名 ${registrations} 项，资格复核 ${reviews} 项`,
    actions: '操作',
    decision: '处理结果',
    decisionOf: ({ outcome, reason }: { outcome: 'approve' | 'reject'; reason?: string | undefined }) =>
      outcome === 'approve' ? '全部通过' : `全部驳回：${reason}`,
    waits: '已提交，等待另一人审批',
    waitsText: '审批通过后才生效，进度见：',
    inbox: '双人审批',
  },
  {
    intro:
      'These take effect once a second person has approved them: what you may decide, and what you submitted and others decide.',
    lapses: (days: number) =>
      `What nobody decides within ${days} ${days === 1 ? 'day' : 'days'} lapses, and may be submitted again.`,
    filter: 'Shown',
    state: 'State',
    states: wordsIn(SUBMISSION_STATE_WORDS, 'en'),
    whose: 'Whose',
    nothingWaits: 'Nothing waits to be decided.',
    whoseAny: 'All',
    whoseOnes: wordsIn(WHOSE_WORDS, 'en'),
    submittedBy: 'Submitted by',
    submittedAt: 'Submitted',
    decidedBy: 'Decided by',
    reason: 'Reason for rejecting',
    mine: 'mine',
    open: 'Open',
    openOf: (what: string) => `Open: ${what}`,
    approve: 'Approve',
    reject: 'Reject',
    rejectConfirm: 'Reject it',
    withdraw: 'Withdraw it',
    own: 'You submitted this yourself: another person decides. Until then you can withdraw it.',
    onePerson:
      'Your account and that of whoever submitted this cannot decide for each other: one has its credentials from the other, or both from the same person, and an email has not been verified since. The owner of the account verifies their own email first, or another person decides.',
    cannot: 'Somebody else has decided it.',
    decided: 'Decided.',
    now: 'Now',
    afterwards: 'Once approved',
    capacity: 'Changes of capacity',
    rebinds: 'Rebinds',
    many: 'Actions on many',
    what: 'Action',
    people: 'People',
    scope: 'Scope',
    country: 'Whole country',
    condition: 'Filter',
    someOf: 'Some of them',
    text: 'Text',
    seats: 'Seats',
    pool: 'Seats now: ',
    place: 'Campus, subject, session',
    seatsNow: (pool: {
      capacity: number;
      free: number;
      offered: number;
      held: number;
      paid: number;
      waiting: number;
    }) =>
      `${pool.capacity} in all: ${pool.free} free, ${pool.offered} offered, ${pool.held} held, ${pool.paid} paid; ${pool.waiting} people wait`,
    person: 'Candidate',
    idNumber: 'ID number',
    oldPassport: 'Old candidate account (will be closed)',
    newPassport: 'New candidate account',
    email: 'Email',
    same: (name: boolean, mobile: boolean) =>
      `${name ? 'Same' : 'Different'} name, ${mobile ? 'same' : 'different'} mobile`,
    compared: 'The two accounts',
    moves: 'Moves with it',
    movesCount: (registrations: number, reviews: number) =>
      `${registrations} registrations, ${reviews} re-checks`,
    actions: 'Actions',
    decision: 'Decision',
    decisionOf: ({ outcome, reason }: { outcome: 'approve' | 'reject'; reason?: string | undefined }) =>
      outcome === 'approve' ? 'All are approved' : `All are rejected: ${reason}`,
    waits: 'Submitted: a second person decides',
    waitsText: 'It takes effect once it is approved. It now waits in the inbox:',
    inbox: 'Two people',
  },
);
