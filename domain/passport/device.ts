/** Kinds of devices and browsers that people tell apart; what cannot be told is `unknown`. */
export const SYSTEMS = [
  'windows',
  'mac',
  'iphone',
  'ipad',
  'harmony',
  'android',
  'chromebook',
  'linux',
  'unknown',
] as const;
export const BROWSERS = [
  'wechat',
  'wecom',
  'alipay',
  'dingtalk',
  'qq',
  'uc',
  'huawei',
  'xiaomi',
  'oppo',
  'vivo',
  'samsung',
  'baidu',
  '360',
  'edge',
  'opera',
  'firefox',
  'chrome',
  'safari',
  'unknown',
] as const;

export type System = (typeof SYSTEMS)[number];
export type Browser = (typeof BROWSERS)[number];

export interface Device {
  system: System;
  browser: Browser;
}

/** Signs of each kind in a user agent, the particular before the general: most browsers claim to be others as well. */
const SYSTEM_SIGNS: [RegExp, System][] = [
  [/openharmony|harmonyos/i, 'harmony'],
  [/iphone|ipod/i, 'iphone'],
  [/ipad/i, 'ipad'],
  [/android/i, 'android'],
  [/windows/i, 'windows'],
  [/macintosh|mac os x/i, 'mac'],
  [/\bcros\b/i, 'chromebook'],
  [/linux|x11/i, 'linux'],
];
const BROWSER_SIGNS: [RegExp, Browser][] = [
  [/wxwork\//i, 'wecom'],
  [/micromessenger\//i, 'wechat'],
  [/dingtalk/i, 'dingtalk'],
  [/alipayclient\//i, 'alipay'],
  [/\bm?qqbrowser\/|\bqq\//i, 'qq'],
  [/ucbrowser\/|\bucweb/i, 'uc'],
  [/huaweibrowser\/|arkweb\//i, 'huawei'],
  [/miuibrowser\//i, 'xiaomi'],
  [/heytapbrowser\//i, 'oppo'],
  [/vivobrowser\//i, 'vivo'],
  [/samsungbrowser\//i, 'samsung'],
  [/baidubrowser|baiduboxapp|bidubrowser/i, 'baidu'],
  [/qihu|qhbrowser|360se|360ee/i, '360'],
  [/\bedg(e|a|ios)?\//i, 'edge'],
  [/\bopr\/|opera/i, 'opera'],
  [/firefox\/|fxios\//i, 'firefox'],
  [/chrome\/|crios\/|chromium\//i, 'chrome'],
  [/version\/[\d.]+.*safari\//i, 'safari'],
];

/** Tells, in rough terms, what device a user agent speaks of. It is what the client says, so it proves nothing. */
export function deviceOf(userAgent: string): Device {
  return { system: firstOf(SYSTEM_SIGNS, userAgent), browser: firstOf(BROWSER_SIGNS, userAgent) };
}

function firstOf<Kind>(signs: [RegExp, Kind][], userAgent: string): Kind | 'unknown' {
  return signs.find(([sign]) => sign.test(userAgent))?.[1] ?? 'unknown';
}
