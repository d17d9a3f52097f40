/** The device that a gateway's page is made for. Tablets show the page for computers well. */
export type PayingDevice = 'computer' | 'phone';

const PHONES = /\bMobile\b|\biP(hone|od)\b|\b(IEMobile|Opera M(ini|obi))\b/i;
const TABLETS = /\biPad\b|\bTablet\b/i;

/** Tells the device by what its browser says of itself (`User-Agent`). */
export function payingDevice(userAgent: string): PayingDevice {
  return PHONES.test(userAgent) && !TABLETS.test(userAgent) ? 'phone' : 'computer';
}

/** Tells whether a page is shown inside WeChat or WeCom, on any device: it blocks Alipay, and banks' pages open there badly. */
export function isInsideWeChat(userAgent: string): boolean {
  return /\b(MicroMessenger|wxwork)\b|\b(Windows|Mac)Wechat/i.test(userAgent);
}
