import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import type { Given } from './accounts-query.ts';
import { useAccountsWords } from './words.ts';

/** What the owner of an account was given: a mailed link, or a temporary password, which is shown once. */
export function HandedOver({ given, onClose }: { given: Given; onClose: () => void }) {
  const words = useAccountsWords();
  const { account, temporaryPassword } = given;
  const mailed = temporaryPassword === null;
  return (
    <Dialog
      title={mailed ? words.mailed : words.handedOver}
      onClose={onClose}
      stays={!mailed}
      actions={
        <Button look="main" onClick={onClose}>
          {mailed ? words.closeMailed : words.close}
        </Button>
      }
    >
      <p>{mailed ? words.mailedText : words.handedOverText}</p>
      <Facts
        items={[
          [words.account, account.account],
          mailed
            ? [words.address, account.email]
            : [
                words.temporary,
                <code key="password" className="secret">
                  {temporaryPassword}
                </code>,
              ],
        ]}
      />
    </Dialog>
  );
}
