import { readFile } from 'node:fs/promises';
import { changeAgreementText, readAgreementText } from '../../db/exam-session/change-agreement-text.ts';
import { addNotice, findNotice } from '../../db/exam-session/change-notice.ts';
import type { AgreementKind } from '../../domain/exam-session/agreement-texts.ts';
import type { Scope } from '../../domain/scopes.ts';
import { asDemo, type DemoNeeds, settled } from './as-demo.ts';

const VERSION = '2026-2';

const TITLES: Record<AgreementKind, { zh: string; en: string }> = {
  agreement: { zh: '报名协议', en: 'Registration agreement' },
  pledge: { zh: '诚信承诺书', en: 'Integrity pledge' },
  terms: { zh: '用户服务协议', en: 'Terms of service' },
  privacy: { zh: '用户隐私政策', en: 'Privacy policy' },
};

const NOTICES: { scope: Scope; titleZh: string; titleEn: string; bodyZh: string; bodyEn: string }[] = [
  {
    scope: '*',
    titleZh: '考试报名已开始',
    titleEn: 'Registration has begun',
    bodyZh:
      '请在所在省份公布的网上报名时间内完成资格确认、科目选择和缴费。只有显示“已支付”的科目才算报名成功，未支付的科目到期后座位自动释放。请不要等到最后一天。',
    bodyEn:
      'Confirm your eligibility, choose subjects and pay within the time your province has set. Only subjects shown as paid are registered; unpaid seats are released at their deadline. Please do not wait for the last day.',
  },
  {
    scope: '*',
    titleZh: '谨防代报名诈骗',
    titleEn: 'Beware of offers to register for you',
    bodyZh:
      '本网站没有委托任何机构或个人代为报名或代占座位。工作人员不会索取您的密码和短信验证码，请勿向他人转账。',
    bodyEn:
      'Nobody has been asked to register candidates or to keep seats for them. Staff never ask for your password or a verification code. Do not transfer money to anyone.',
  },
  {
    scope: '99',
    titleZh: '测试省考生报名须知',
    titleEn: 'For candidates of Test Province',
    bodyZh:
      '本省口试座位有限，请先报考并支付相应级别的笔试。学籍信息有误的，请在报名截止三天前联系学校更正。',
    bodyEn:
      'Oral seats are scarce in this province: register and pay the written test of the level first. If your student record is wrong, ask your school to correct it at least three days before registration ends.',
  },
  {
    scope: '98',
    titleZh: '演示省考生报名须知',
    titleEn: 'For candidates of Demo Province',
    bodyZh: '六级资格复核由学校人工处理，通常需要三个工作日，请尽早提交。',
    bodyEn:
      'Schools decide CET-6 eligibility reviews by hand, usually within three working days; please apply early.',
  },
  {
    scope: '97',
    titleZh: '样例省网上报名稍后开放',
    titleEn: 'Sample Province opens later',
    bodyZh: '本省网上报名比其他省份晚开放。开放之前可以查询资格信息，并提交六级资格复核。',
    bodyEn:
      'Online registration opens later here than elsewhere. Until then you can look up your eligibility and request a CET-6 eligibility review.',
  },
  {
    scope: '99101',
    titleZh: '本校考点安排',
    titleEn: 'Where to sit the exam',
    bodyZh: '本校两个校区均设笔试考点，口试只在 0 校区举行。校区没有剩余座位时，可以提交候补或选择另一校区。',
    bodyEn:
      'Both campuses hold the written tests; the oral tests are held at campus 0 only. When a campus is full, join its waitlist or choose the other one.',
  },
  {
    scope: '98101',
    titleZh: '小语种考试说明',
    titleEn: 'Tests in other languages',
    bodyZh: '日语、德语、俄语和法语考试只在 0 校区举行，同一级别只能报考一个科目。',
    bodyEn:
      'Japanese, German, Russian and French are held at campus 0 only; one subject per level can be taken.',
  },
];

/**
 * Publishes agreement, pledge, terms and privacy policy, and the notices of centre, provinces and schools, as staff do. What
 * is there already stays as it is.
 */
export async function fillTexts(needs: DemoNeeds): Promise<void> {
  const { db, now: publishedAt } = needs;
  for (const kind of Object.keys(TITLES) as AgreementKind[]) {
    if (await readAgreementText(db, { kind, version: VERSION })) continue;
    const text = {
      kind,
      version: VERSION,
      titleZh: TITLES[kind].zh,
      titleEn: TITLES[kind].en,
      bodyZh: await readText(`${kind}.zh.txt`),
      bodyEn: await readText(`${kind}.en.txt`),
      publishedAt,
    };
    settled(await changeAgreementText(needs, text, asDemo(needs)));
  }
  for (const notice of NOTICES) {
    if (await findNotice(db, notice)) continue;
    settled(await addNotice(db, { ...notice, publishedAt, shownUntil: null }, asDemo(needs)));
  }
}

async function readText(name: string): Promise<string> {
  return (await readFile(new URL(`./texts/${name}`, import.meta.url), 'utf8')).trim();
}
