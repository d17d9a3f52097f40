import { randomUUID } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { recordAudit } from '../../db/record-audit.ts';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import { capacityChanges, notices, schools } from '../../db/schema/index.ts';
import { staffActor } from '../../domain/actor.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { startBrowserPlatform } from '../browser/browser-platform.ts';
import { openWatchedPage } from '../browser/watched-page.ts';

const DIRECTORY = join(import.meta.dirname, '../../docs/images/handbook');
const MOST_BYTES = 150 * 1024;
const SCREEN = { width: 1280, height: 720 };

const { platform, browser } = await startBrowserPlatform();
const { mint, publicUrl, db, clock } = platform;
await mkdir(DIRECTORY, { recursive: true });

const examSession = await mint.examSession();
const campus = await mint.campus();
await db.update(schools).set({ nameZh: '示例大学' }).where(eq(schools.code, campus.schoolCode));
const offering = await mint.offering(examSession.id, campus.code, '1');
const passport = await mint.passport();
const candidate = await mint.candidate({ examSessionId: examSession.id, campus, person: passport });
await mint.review(candidate, passport, 'pending');
const submitter = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
await mint.staff({ role: 'reviewer', scope: campus.schoolCode });
await mint.passport({ claiming: true, name: passport.name, idNumber: passport.idNumber });
await db.insert(capacityChanges).values({
  id: randomUUID(),
  offeringId: offering.id,
  schoolCode: campus.schoolCode,
  before: 10,
  capacity: 5,
  state: 'submitted',
  submittedBy: submitter.account,
  submittedAt: clock.now(),
});
await recordPaymentException(db, {
  kind: 'wrong-amount',
  orderNo: 'EXAMPLE-ORDER-1',
  tradeNo: 'EXAMPLE-TRADE-1',
  amountFen: 2_500,
  foundAt: clock.now(),
});
await db.insert(notices).values({
  scope: campus.provinceCode,
  titleZh: '关于报名时间的通知',
  titleEn: 'About registration times',
  bodyZh: '请在规定时间内完成报名和缴费。',
  bodyEn: 'Register and pay in time.',
  publishedAt: clock.now(),
});
await recordAudit(db, {
  actor: staffActor(submitter.account),
  action: 'capacityChanged',
  target: `offering/${offering.id}`,
  details: { from: 5, to: 10 },
  happenedAt: clock.now(),
});

/** Each picture: the role, its page, and the heading of that. */
const PICTURES: [name: string, role: StaffRole | null, path: string, heading: string][] = [
  ['sign-in', null, '', '工作人员登录'],
  ['security', 'reviewer', '/security', '账号安全'],
  ['reviews', 'reviewer', '/reviews', '资格复核'],
  ['rights', 'collegeClerk', '/rights', '角色与权限'],
  ['places', 'schoolAdmin', '/places', '省份、学校和校区'],
  ['accounts', 'schoolAdmin', '/accounts', '工作人员账号'],
  ['inbox', 'provinceAdmin', '/inbox', '双人审批'],
  ['exam-sessions', 'centreAdmin', '/exam-sessions', '考次设置'],
  ['notices', 'provinceAdmin', '/notices', '通告'],
  ['audit', 'centreAdmin', '/audit', '操作日志'],
  ['claims', 'support', '/claims', '换绑申请'],
  ['exceptions', 'finance', '/exceptions', '支付异常'],
];

const SCOPES: Partial<Record<StaffRole, string>> = {
  reviewer: campus.schoolCode,
  collegeClerk: `${campus.schoolCode}/测试学院`,
  schoolAdmin: campus.schoolCode,
  provinceAdmin: campus.provinceCode,
};

it.each(PICTURES)('%s', async (name, role, path, heading) => {
  const { page } = await openWatchedPage(browser, 'desk');
  await page.setViewportSize(SCREEN);
  if (role) {
    const { account } = await mint.staff({ account: `example.${name}`, role, scope: SCOPES[role] ?? '*' });
    const value = await mint.staffSignIn(account);
    await page.context().addCookies([{ name: 'staff-session', value, url: publicUrl, httpOnly: true }]);
  }
  await page.goto(`${publicUrl}/staff${path}`);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  // What the page works out by itself before anybody can sign in.
  if (!role) await page.getByText('已通过').waitFor();
  const file = join(DIRECTORY, `${name}.png`);
  await page.screenshot({ path: file });
  expect((await stat(file)).size).toBeLessThan(MOST_BYTES);
});
