import { html } from 'hono/html';
import type { ErrorCode } from './error-codes.ts';
import type { problemDetails } from './errors.ts';
import { plainPage } from './plain-page.ts';

interface NextPage {
  href: string;
  zh: string;
  en: string;
}

/** What a page says instead of the words for a form: nobody filled anything in. */
const BAD_ADDRESS = {
  zh: '网址有误或不完整，请检查后重试，或从首页进入。',
  en: 'This address is wrong or incomplete. Check it and try again, or begin at the home page.',
};

const SITE = '全国大学英语四、六级考试报名';

/**
 * Makes the page that is read by whoever opened an address of the API itself, as that of a file, and was refused.
 * @param path the address, with its query
 */
export function problemPage(
  { code, messages, requestId, status }: ReturnType<typeof problemDetails>,
  path: string,
) {
  const next = nextPage(code, path);
  const title = titleOf(path);
  const words = code === 'INVALID_INPUT' ? BAD_ADDRESS : messages;
  return plainPage(
    'zh-CN',
    `${title.zh} - ${SITE}`,
    html`<p>${SITE}</p>
      <h1>${title.zh} <span lang="en">${title.en}</span></h1>
      <p>${words.zh}</p>
      <p lang="en">${words.en}</p>
      ${status >= 500 ? html`<p>请求编号 <span lang="en">Request id</span> <code>${requestId}</code></p>` : ''}
      ${next && html`<p><a href="${next.href}">${next.zh} <span lang="en">${next.en}</span></a></p>`}
      <p><a href="/">返回首页 <span lang="en">Home page</span></a></p>`,
  );
}

/** Says what the reader has not got. */
function titleOf(path: string): { zh: string; en: string } {
  if (path.startsWith('/api/registration/calendar'))
    return { zh: '日历文件没有打开', en: 'The calendar file was not opened' };
  if (path.startsWith('/api/admission-tickets/') || path.startsWith('/api/quick-print/'))
    return { zh: '准考证没有打开', en: 'The admission ticket was not opened' };
  return { zh: '页面没有打开', en: 'This page could not be opened' };
}

/** Finds the page on which the reader goes on: to sign in and come back, or to ask for the file again. */
function nextPage(code: ErrorCode, path: string): NextPage | null {
  if (code === 'SIGN_IN_REQUIRED') {
    const href = path.startsWith('/api/staff/') ? '/staff' : `/sign-in?next=${encodeURIComponent(path)}`;
    return { href, zh: '登录', en: 'Sign in' };
  }
  if (path.startsWith('/api/quick-print/'))
    return { href: '/quick-print', zh: '快速打印准考证', en: 'Quick print' };
  if (path.startsWith('/api/admission-tickets/'))
    return { href: '/registration#tickets', zh: '报名信息', en: 'Registration' };
  if (path.startsWith('/api/registration/calendar'))
    return { href: '/registration', zh: '报名信息', en: 'Registration' };
  return null;
}
