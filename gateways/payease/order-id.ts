/**
 * Converts our order number to PayEase's form, `20261121-<merchant>-<rest>`. @throws RangeError when it has no such
 * form
 */
export function payeaseOrderId(orderNo: string, merchantId: string): string {
  const match = /^(\d{8})([A-Za-z0-9]{2,40})$/.exec(orderNo);
  if (!match) throw new RangeError('An order number begins with the day it was made on');
  return `${match[1]}-${merchantId}-${match[2]}`;
}

/** Converts PayEase's form to our order number; null when the order is not this merchant's. */
export function orderNoFrom(orderId: string, merchantId: string): string | null {
  const [day = '', merchant, rest = '', ...more] = orderId.split('-');
  const ours = merchant === merchantId && more.length === 0 && /^\d{8}$/.test(day);
  return ours && /^[A-Za-z0-9]{2,40}$/.test(rest) ? day + rest : null;
}
