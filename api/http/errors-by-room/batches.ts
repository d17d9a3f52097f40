import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `batches`. */
export const batchesErrors = {
  FILE_EMPTY: {
    status: 400,
    zh: '这是空文件，第一行应为表头。请核对后重新选择。',
    en: 'The file is empty; its first line must hold the column headings. Check it and choose again.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    zh: '文件超过 100 MB（照片压缩包 1 GB），未接收。请删除多余的工作表和格式，或按学校拆分后分别上传。',
    en: 'The file is larger than 100 MB (a ZIP of photos: 1 GB) and was not taken. Remove other sheets and formats, or split it by school and send the parts.',
  },
  FILE_CUT_SHORT: {
    status: 400,
    zh: '文件没有传完就中断了，未接收。请检查网络后重新上传。',
    en: 'The upload broke off before the end of the file, and nothing was taken. Check the network and send it again.',
  },
  BATCH_MOVED: {
    status: 409,
    zh: '该批次的状态已改变，未执行此操作。页面会显示现在的状态，请确认后再操作。',
    en: 'The state of this batch has changed, so nothing was done. The page shows its current state; check it and decide again.',
  },
  BATCH_BUSY: {
    status: 409,
    zh: '该范围的同类批次正在进行或暂停中，一次只能进行一个。请等它结束，或取消它，然后再执行。',
    en: 'A batch of this kind is running or paused for this scope, and there is one at a time. Wait for its end or cancel it, then start this one.',
  },
  BATCHES_OPEN: {
    status: 409,
    zh: '您未结束的批次已达上限（20 个）。请先执行或取消其中一些。',
    en: 'You have as many open batches as there may be (20). Run or cancel some of them first.',
  },
  COLUMNS_UNFIT: {
    status: 422,
    zh: '列的对应关系还不完整：每个必填列须选一列，同一列不能选两次，也不能选文件中隐藏的列。请按提示修改。',
    en: 'The columns do not fit yet: each required one needs a column of the file, and none may be chosen twice or be hidden in the file. Correct the marked ones.',
  },
  BATCH_CLEARED: {
    status: 410,
    zh: '该批次的文件和行已在 24 小时后清除，只保留了结果统计和被拒的原因。如需重做，请重新上传文件。',
    en: 'The file and rows of this batch were cleared after 24 hours; the counts and the reasons of refusals are kept. To do it again, send the file once more.',
  },
  COUNT_CHANGED: {
    status: 409,
    zh: '符合条件的人数与您看到的不同，未做任何更改。请核对新的人数后再确认。',
    en: 'The number of people is not the one you saw, so nothing was changed. Look at the new number and confirm again.',
  },
  SCHOOL_NEEDED: {
    status: 422,
    zh: '各校的院系和班级可能同名：按院系、班级等筛选时，请同时填写学校代码。',
    en: 'Colleges and classes of several schools share their names. Enter the code of a school as well.',
  },
} satisfies ErrorTable;
