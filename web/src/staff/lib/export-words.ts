import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import { EXPORT_FORMAT_WORDS, EXPORTED_LIST_WORDS } from '../../../../domain/staff/kind-words.ts';
import { wordsOf } from './words-of.ts';

/** The words of files made of lists, beside each list and on the page of the own ones. */
export const useExportWords = wordsOf(
  {
    export: '导出',
    format: '导出格式',
    formats: wordsIn(EXPORT_FORMAT_WORDS, 'zh'),
    note: '按当前筛选条件导出，一次最多 200,000 行，记入操作日志；文件保留 24 小时。',
    mine: '我的导出',
    making: (rows: string) => `正在生成，已写入 ${rows} 行。离开此页也会继续，完成后在“我的导出”下载。`,
    done: (file: string) => `已导出：${file}`,
    intro:
      '您导出的文件保留 24 小时，之后自动删除。下载时按您当前的角色和范围重新核对；账号停用后文件一并删除。',
    none: '还没有导出文件。在各列表页点“导出”。',
    list: '列表',
    file: '文件',
    state: '状态',
    states: { making: '正在生成', ready: '可下载', failed: '未能生成' },
    notAllowed: '权限已改变，不能下载',
    rows: '行数',
    askedAt: '导出时间',
    expiresAt: '删除时间',
    filter: '筛选条件',
    actions: '操作',
    download: '下载',
    downloadOf: (file: string) => `下载：${file}`,
    lists: wordsIn(EXPORTED_LIST_WORDS, 'zh'),
  },
  {
    export: 'Export',
    format: 'Format of the export',
    formats: wordsIn(EXPORT_FORMAT_WORDS, 'en'),
    note: 'With the present filter, at most 200,000 rows at once; the audit log keeps who exported what. Files are kept for 24 hours.',
    mine: 'My exports',
    making: (rows: string) =>
      `Being made, ${rows} rows so far. It goes on when you leave this page; take it from “My exports” then.`,
    done: (file: string) => `Exported: ${file}`,
    intro:
      'Files that you export are kept for 24 hours and then deleted. Your role and scope are checked again when you take one; disabling an account deletes its files.',
    none: 'No files yet. Export a list on its page.',
    list: 'List',
    file: 'File',
    state: 'State',
    states: { making: 'Being made', ready: 'Ready', failed: 'Not made' },
    notAllowed: 'Your rights have changed: not yours to take',
    rows: 'Rows',
    askedAt: 'Exported',
    expiresAt: 'Deleted',
    filter: 'Filter',
    actions: 'Actions',
    download: 'Download',
    downloadOf: (file: string) => `Download: ${file}`,
    lists: wordsIn(EXPORTED_LIST_WORDS, 'en'),
  },
);
