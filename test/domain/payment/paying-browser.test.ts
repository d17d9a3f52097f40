import { expect, it } from 'vitest';
import { isInsideWeChat, payingDevice } from '../../../domain/payment/paying-browser.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; 23127PN0CC)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

it.each([
  ['phone', false, 'Chrome on Android', `${ANDROID} ${WEBKIT} Chrome/131.0.0.0 Mobile Safari/537.36`],
  ['phone', false, 'Safari on an iPhone', `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`],
  [
    'phone',
    false,
    'Firefox on Android',
    'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0',
  ],
  [
    'phone',
    false,
    'the browser of a Huawei phone',
    `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${WEBKIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.1`,
  ],
  ['phone', false, 'the Alipay app', `${IPHONE} Mobile/15E148 AlipayClient/10.6.80`],
  [
    'phone',
    true,
    'WeChat on Android',
    `${ANDROID} ${WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.55`,
  ],
  [
    'phone',
    true,
    'WeChat on an iPhone',
    `${IPHONE} Mobile/15E148 MicroMessenger/8.0.54(0x1800362b) NetType/WIFI`,
  ],
  [
    'computer',
    true,
    'WeChat on Windows',
    `${WINDOWS} ${WEBKIT} Chrome/122.0.0.0 Safari/537.36 MicroMessenger/7.0.20 WindowsWechat`,
  ],
  [
    'computer',
    true,
    'WeChat on Windows that names itself only so',
    `${WINDOWS} ${WEBKIT} Chrome/122.0.0.0 Safari/537.36 WindowsWechat(0x63090a13)`,
  ],
  ['computer', true, 'WeChat on a Mac', `${MAC} ${WEBKIT} Chrome/132.0.0.0 Safari/537.36 MacWechat/3.8.10`],
  ['phone', true, 'WeCom', `${IPHONE} Mobile/15E148 wxwork/4.1.22`],
  ['computer', false, 'Chrome on Windows', `${WINDOWS} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`],
  [
    'computer',
    false,
    'Safari on a Mac, and on an iPad',
    `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`,
  ],
  [
    'computer',
    false,
    'an older iPad',
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'computer',
    false,
    'an Android tablet',
    `Mozilla/5.0 (Linux; Android 14; SM-X910) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`,
  ],
  ['computer', false, 'nothing said', ''],
] as const)('pays as on a %s, inside WeChat: %s: %s', (device, insideWeChat, _, userAgent) => {
  expect(payingDevice(userAgent)).toBe(device);
  expect(isInsideWeChat(userAgent)).toBe(insideWeChat);
});
