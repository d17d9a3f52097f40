import type { Me } from '../../../lib/api-types.ts';

/** What every dialog that changes something of the passport is given. */
export interface ChangeDialogProps {
  me: Me;
  onDone: () => void;
  onClose: () => void;
}
