import { wordsOf } from '../../lib/words-of.ts';

export const useClaimsWords = wordsOf(
  {
    intro: '证件号码已被另一个通行证占用的考生。核实身份后提交换绑申请，由省级或中心审批。',
    person: '考生',
    passports: '新通行证 / 原通行证',
    claimedAt: '提出时间',
    compared: '对照',
    sameName: (same: boolean): string => (same ? '姓名一致' : '姓名不一致'),
    oldRegistered: '原通行证有报名',
    oldEmailVerified: '原通行证邮箱已验证',
    actions: '操作',
    submit: '提交换绑',
    submitOf: (name: string) => `提交换绑：${name}`,
    newPassportId: '新通行证ID',
    email: '新通行证的邮箱（由考生说出）',
    done: '已提交，等待省级或中心审批。',
  },
  {
    intro:
      'Candidates whose ID number belongs to another candidate account. Verify who they are, then submit a move; the province or the centre decides.',
    person: 'Candidate',
    passports: 'New account / old account',
    claimedAt: 'Claimed',
    compared: 'Compared',
    sameName: (same: boolean): string => (same ? 'Same name' : 'Different name'),
    oldRegistered: 'The old one has a registration',
    oldEmailVerified: 'The email of the old one is verified',
    actions: 'Actions',
    submit: 'Submit a move',
    submitOf: (name: string) => `Submit a move: ${name}`,
    newPassportId: 'ID of the new candidate account',
    email: 'Email of the new account, as the candidate gives it',
    done: 'Submitted; province or centre decides.',
  },
);
