import { wordsIn } from '../../../../../domain/cells/export-cell.ts';
import { SECURITY_EVENT_WORDS } from '../../../../../domain/staff/security-words.ts';
import { wordsOf } from '../../lib/words-of.ts';

export const useSecurityLogWords = wordsOf(
  {
    at: '时间',
    lastAt: '最近',
    event: '事件',
    account: '账号',
    address: '来源地址',
    route: '接口',
    reason: '原因',
    count: '次数',
    from: '起始时间（北京时间）',
    to: '截止时间（北京时间）',
    any: '不限',
    events: wordsIn(SECURITY_EVENT_WORDS, 'zh'),
  },
  {
    at: 'Time',
    lastAt: 'last',
    event: 'Event',
    account: 'Account',
    address: 'Address',
    route: 'Route',
    reason: 'Reason',
    count: 'Times',
    from: 'From (Beijing time)',
    to: 'Until (Beijing time)',
    any: 'Any',
    events: wordsIn(SECURITY_EVENT_WORDS, 'en'),
  },
);
