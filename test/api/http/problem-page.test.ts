import { expect, it } from 'vitest';
import { ApiError, problemDetails } from '../../../api/http/errors.ts';
import { problemPage } from '../../../api/http/problem-page.ts';

it.each([
  ['/api/registration/calendar?examSession=x', 'CALENDAR_EMPTY', '日历文件没有打开', '/registration'],
  ['/api/admission-tickets/oral?examSession=x', 'TICKET_NOT_PAID', '准考证没有打开', '/registration#tickets'],
  ['/api/photos/x', 'NOT_FOUND', '页面没有打开', '/'],
] as const)('is titled by what was not opened, and leads on: %s', (path, code, title, way) => {
  const page = String(problemPage(problemDetails(new ApiError(code), 'some-request', 'zh'), path));
  expect(page).toContain(`<title>${title} - `);
  expect(page).toContain(`href="${way}"`);
});
