import type { z } from 'zod';
import type { correctionSchema } from '../../../../api/correction/schemas.ts';
import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import type { Language } from '../../../../domain/moments.ts';
import { CORRECTED_FIELD_WORDS } from '../../../../domain/registration/corrected-field.ts';
import { wordsOf } from './words-of.ts';

export type Correction = z.infer<typeof correctionSchema>;

/** Lists what a correction changes, old and new side by side; photos are shown elsewhere. */
function differenceIn(labels: Record<'name' | 'idNumber', string>) {
  return ({ fields, before, after }: Correction, language: Language): [string, string][] => [
    ...(fields.includes('name') ? [[labels.name, `${before.name} → ${after.name}`] as [string, string]] : []),
    ...(fields.includes('idNumber')
      ? [
          [labels.idNumber, `${numberOf(before, language)} → ${numberOf(after, language)}`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

const numberOf = ({ idType, idNumber }: Correction['before'], language: Language) =>
  `${idNumber} (${idType[language]})`;

const fields = { zh: wordsIn(CORRECTED_FIELD_WORDS, 'zh'), en: wordsIn(CORRECTED_FIELD_WORDS, 'en') };

/** The words of corrections of saved registrations, where they are submitted and where they are decided. */
export const useCorrectionWords = wordsOf(
  {
    title: '报名信息更正',
    rule: '考生已保存报名。姓名、证件号码和照片由您提交（附证明材料），经另一人审批后，学籍、报名信息和通行证一并更改，并邮件告知考生。',
    begin: '提交更正',
    submit: '提交审批',
    fields: fields.zh,
    idType: '证件类型',
    newIdNumber: '新的证件号码（不改则留空）',
    takePhoto: '改用学籍现有的照片（须已审核合格）',
    reason: '更正原因',
    proofs: (count: number, most: number) => `证明材料（1 至 ${most} 个）：已上传 ${count} 个。`,
    addProof: '选择证明材料',
    difference: differenceIn(fields.zh),
    inbox: '报名信息更正',
    person: '考生',
    school: '学校',
    corrected: '更正项目',
    why: '更正原因',
    proofFiles: '证明材料',
    proofFile: (index: number, kilobytes: number) => `证明 ${index}（${kilobytes} KB）`,
    photoAt: '上传于',
    photos: { before: '原照片', after: '新照片' },
    numberOf,
    compared: '更正前后对照',
    before: '更正前',
    after: '更正后',
    changes: '对比',
    changed: '更正',
    stays: '不变',
    studentNumber: '学号',
    obstacle: '目前不能通过',
    toCandidate: '查看考生',
  },
  {
    title: 'Correct the registration',
    rule: 'The registration is saved. You submit name, ID number and photo with proofs; once somebody else approves, student record, registration and account change together, and the candidate is told by email.',
    begin: 'Submit a correction',
    submit: 'Submit for a decision',
    fields: fields.en,
    idType: 'ID type',
    newIdNumber: 'New ID number (leave empty to keep it)',
    takePhoto: 'Use the photo now on the student record (accepted before)',
    reason: 'Reason',
    proofs: (count: number, most: number) => `Proofs (1 to ${most}): ${count} sent.`,
    addProof: 'Choose a proof',
    difference: differenceIn(fields.en),
    inbox: 'Corrections of registrations',
    person: 'Candidate',
    school: 'School',
    corrected: 'Corrected',
    why: 'Reason',
    proofFiles: 'Proofs',
    proofFile: (index: number, kilobytes: number) => `Proof ${index} (${kilobytes} KB)`,
    photoAt: 'Uploaded',
    photos: { before: 'Photo before', after: 'Photo after' },
    numberOf,
    compared: 'Before and after the correction',
    before: 'Before',
    after: 'After',
    changes: 'Compared',
    changed: 'Corrected',
    stays: 'Unchanged',
    studentNumber: 'Student number',
    obstacle: 'It cannot be approved as things stand',
    toCandidate: 'See the candidate',
  },
);
