import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `roll`. */
export const rollErrors = {
  NO_ROLL_MATCH: {
    status: 404,
    zh: '在所选省份没有查到您的学籍信息。若报考省份选错请在“资格信息查询”页更改；若姓名或证件有误请更改个人信息；若另有通行证请用它登录；邮箱未验证的请先验证；否则请联系学校。',
    en: 'No student record of yours was found in this province. If the province is wrong, change it on the page “Find your student record”; if your name or ID is wrong, change your profile; if you have another account, sign in to that one; if your email is not verified, verify it first. Otherwise ask your school.',
  },
  ROLL_CHANGED: {
    status: 409,
    zh: '学校刚刚更新了您的学籍信息，请重新核对后再保存。',
    en: 'Your school has just updated your student record. Check it again, then save.',
  },
  PROOF_LIST_TOO_LARGE: {
    status: 422,
    zh: '一份校对名册最多 3,000 人，未生成。请选择院系或班级，分份生成。',
    en: 'A proof list takes at most 3,000 people, so none was made. Choose a college or a class and make several.',
  },
  PHOTO_CHANGED: {
    status: 409,
    zh: '这名考生的照片刚刚换过，未作审核。请查看新照片后再审核。',
    en: 'This person has another photo by now, so nothing was decided. Look at the new one first.',
  },
  ROLL_ENTRY_CHANGED: {
    status: 409,
    zh: '您打开之后，这条学籍已被更改，未作更正。请刷新后核对再填写。',
    en: 'This student record was changed after you had opened it, so nothing was corrected. Reload, compare and fill in again.',
  },
  ROLL_ENTRY_SAVED: {
    status: 409,
    zh: '该考生已保存报名信息，未作更正。姓名和证件请通过“报名信息更正”由两人办理，其他项目可以照常更正。',
    en: 'This candidate has saved a registration: name and ID are corrected there, by two people, and nothing was changed. Everything else can be corrected as usual.',
  },
  ROLL_ENTRY_FLAWED: {
    status: 422,
    zh: '填写的内容有误，未作更正。请按所列问题修改后再提交。',
    en: 'Something you filled in is wrong, so nothing was corrected. Mend what is listed and submit again.',
  },
  ROLL_NUMBER_TAKEN: {
    status: 409,
    zh: '本考次的另一条学籍已有此证件号码，或本校另一名考生已有此学号，未作更正。请核对号码；确属重复的，请先更正另一人。',
    en: 'Another student record of this exam session has this ID number, or another person of this school this student number, so nothing was corrected. Compare the numbers; if it is a mix-up, correct the other person first.',
  },
  NOTHING_CORRECTED: {
    status: 422,
    zh: '没有任何一项与现有学籍不同，未作更正。请修改要更正的项目。',
    en: 'Nothing differs from the student record, so nothing was corrected. Change what is to be corrected.',
  },
} satisfies ErrorTable;
