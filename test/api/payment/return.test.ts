import { describe, expect, it } from 'vitest';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const site = api.settings.publicUrl;

/** Comes back as a browser does that a bank sent: from its page, with the cookies of the site. */
function comeBack(method: 'GET' | 'POST', gateway: string, fields: string, end = '') {
  const path = `/api/payments/${gateway}/return${end}`;
  return api.app.request(method === 'GET' ? `${path}?${fields}` : path, {
    method,
    headers: {
      origin: 'https://bank.example',
      'sec-fetch-site': 'cross-site',
      cookie: 'session=any',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { body: fields }),
  });
}

describe("a payer's browser comes back to the registration page", () => {
  it.each([
    ['alipay', 'out_trade_no=N20260917-1&total_amount=30.00&sign=any', '?paid=N20260917-1'],
    ['payease', 'v_oid=20260917-1234-N1&v_pstatus=20', '?paid=20260917N1'],
    ['alipay', 'out_trade_no=N1&out_trade_no=N1', '?paid=N1'],
    ['payease', '', ''],
    ['alipay', `out_trade_no=${encodeURIComponent('"><script>')}`, ''],
    ['alipay', `out_trade_no=${'9'.repeat(65)}`, ''],
  ])('from %s with "%s", by link or by form', async (gateway, fields, query) => {
    for (const method of ['GET', 'POST'] as const) {
      for (const end of ['', '/', '//']) {
        const response = await comeBack(method, gateway, fields, end);
        expect(response.status).toBe(303);
        expect(response.headers.get('location')).toBe(`${site}/registration${query}`);
      }
    }
  });
});

describe("a payer's browser is led on whatever it brings", () => {
  const FORM = 'application/x-www-form-urlencoded';
  const parts = '--x\r\ncontent-disposition: form-data; name="v_oid"\r\n\r\n20260917-1234-N1\r\n--x--\r\n';
  const comeWith = (body: BodyInit | null, headers: Record<string, string>, query = '') =>
    api.app.request(`/api/payments/payease/return${query}`, {
      method: 'POST',
      headers: { origin: 'https://bank.example', ...headers },
      body,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
  const streamed = (text: string) =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    });

  it.each<[string, string | null, Record<string, string>]>([
    ['nothing', null, {}],
    ['a text', 'v_oid', { 'content-type': 'text/plain' }],
    ['JSON', '{"v_oid":', { 'content-type': 'application/json' }],
    ['a form in parts that is none', 'v_oid', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a form badly encoded', 'v_oid=%E0%A4%A&%', { 'content-type': FORM }],
    ['a type that is none', '', { 'content-type': 'x' }],
    ['200 KB', 'v'.repeat(200_000), { 'content-type': FORM, 'content-length': '200000' }],
  ])('%s', async (_, body, headers) => {
    const response = await comeWith(body, headers);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${site}/registration`);
  });

  it.each<[string, string, BodyInit | null, Record<string, string>]>([
    ['in the address, with an empty form', '?v_oid=20260917-1234-N1', '', { 'content-type': FORM }],
    ['in the address, with nothing else', '?v_oid=20260917-1234-N1', null, {}],
    [
      'in the address, with too long a form',
      '?v_oid=20260917-1234-N1',
      'v'.repeat(200_000),
      { 'content-type': FORM },
    ],
    ['in a form in parts', '', parts, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['in a form in parts, in capitals', '', parts, { 'content-type': 'Multipart/Form-Data; boundary=x' }],
    ['in both', '?v_oid=20260917-1234-N2', parts, { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('an order %s', async (_, query, body, headers) => {
    const response = await comeWith(body, headers, query);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${site}/registration?paid=20260917N1`);
  });

  it('200 KB of unknown length', async () => {
    const body = streamed('v'.repeat(200_000));
    const response = await comeWith(body, { 'content-type': FORM, 'transfer-encoding': 'chunked' });
    expect(response.status).toBe(303);
  });
});
