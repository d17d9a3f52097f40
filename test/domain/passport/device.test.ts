import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../../domain/passport/device.ts';
import { maskedNetwork } from '../../../domain/passport/masked-network.ts';

describe('a device in rough terms', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
      'windows',
      'chrome',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'windows',
      'edge',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
      'mac',
      'safari',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'linux', 'firefox'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1',
      'iphone',
      'safari',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.53(0x1800353) NetType/WIFI',
      'iphone',
      'wechat',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/126.0 Mobile/15E148 Safari/604.1',
      'ipad',
      'chrome',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; 23013RK75C) AppleWebKit/537.36 Version/4.0 Chrome/123.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/18.5',
      'android',
      'xiaomi',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/121.0 Mobile Safari/537.36 VivoBrowser/22.4',
      'android',
      'vivo',
    ],
    [
      'Mozilla/5.0 (Linux; U; Android 13; zh-cn) AppleWebKit/537.36 Version/4.0 Chrome/109.0 MQQBrowser/15.0 Mobile Safari/537.36',
      'android',
      'qq',
    ],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0',
      'harmony',
      'huawei',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
      'chromebook',
      'chrome',
    ],
    ['curl/8.5.0', 'unknown', 'unknown'],
    ['', 'unknown', 'unknown'],
  ])('%s', (userAgent, system, browser) => {
    expect(deviceOf(userAgent)).toEqual({ system, browser });
  });
});

describe('a masked network', () => {
  it.each([
    ['203.0.113.77', '203.0.113.*'],
    ['127.0.0.1', '127.0.0.*'],
    ['2001:db8:1f:40::1', '2001:db8:1f:*'],
    ['2001:DB8::1', '2001:db8:0:*'],
    ['::1', '0:0:0:*'],
    ['fe80::1%eth0', 'unknown'],
    ['unknown', 'unknown'],
    ['', 'unknown'],
    ['<b>1.2.3.4</b>', 'unknown'],
  ])('of %j is %j', (address, masked) => {
    expect(maskedNetwork(address)).toBe(masked);
  });
});
