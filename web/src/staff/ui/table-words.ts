import { wordsOf } from '../lib/words-of.ts';

export const useTableWords = wordsOf(
  {
    empty: '没有符合条件的记录。',
    nothingYet: '这里还没有内容。',
    offline: '网络已断开。恢复后自动更新；以下是断开之前的内容。',
    pages: '翻页',
    first: '回到第一页',
    next: '下一页',
    dropWrong: '去掉有误的条件',
    sort: '排序',
    ascending: (column: string) => `${column}，升序`,
    descending: (column: string) => `${column}，降序`,
  },
  {
    empty: 'Nothing fits.',
    nothingYet: 'There is nothing here yet.',
    offline: 'You are offline. What stands below is from before; it is brought up to date once you are back.',
    pages: 'Pages',
    first: 'First page',
    next: 'Next page',
    dropWrong: 'Leave out what is wrong',
    sort: 'Sorted by',
    ascending: (column: string) => `${column}, ascending`,
    descending: (column: string) => `${column}, descending`,
  },
);
