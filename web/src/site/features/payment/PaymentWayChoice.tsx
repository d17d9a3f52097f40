import { PAYEASE_BANKS, type PayeaseBank } from '../../../../../domain/payment/payease-banks.ts';
import { useWords } from '../../../i18n/index.ts';
import { Choice } from '../../../ui/Choice.tsx';

/** The way a candidate pays: Alipay, or PayEase with a bank. */
export interface PaymentWay {
  gateway: 'alipay' | 'payease';
  bank?: PayeaseBank;
}

interface PaymentWayChoiceProps {
  way: PaymentWay;
  onChange: (way: PaymentWay) => void;
}

/** 支付方式, with the bank for PayEase. */
export function PaymentWayChoice({ way, onChange }: PaymentWayChoiceProps) {
  const { t } = useWords();
  return (
    <>
      <fieldset className="stack-tight">
        <legend>{t('payment.method')}</legend>
        <Choice
          type="radio"
          framed
          name="gateway"
          checked={way.gateway === 'alipay'}
          onChange={() => onChange({ gateway: 'alipay' })}
        >
          <strong>{t('payment.alipay')}</strong>
          <span className="muted small">{t('payment.alipayHint')}</span>
        </Choice>
        <Choice
          type="radio"
          framed
          name="gateway"
          checked={way.gateway === 'payease'}
          onChange={() => onChange({ gateway: 'payease', bank: PAYEASE_BANKS[0] })}
        >
          <strong>{t('payment.payease')}</strong>
          <span className="muted small">{t('payment.payeaseHint')}</span>
        </Choice>
      </fieldset>
      {way.gateway === 'payease' && (
        <fieldset className="stack-tight">
          <legend>{t('payment.bank')}</legend>
          {PAYEASE_BANKS.map((bank) => (
            <Choice
              key={bank}
              type="radio"
              name="bank"
              checked={way.bank === bank}
              onChange={() => onChange({ gateway: 'payease', bank })}
            >
              {t(`payment.banks.${bank}`)}
            </Choice>
          ))}
        </fieldset>
      )}
    </>
  );
}
