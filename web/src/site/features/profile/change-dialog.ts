import type { Me } from '../../../lib/api-types.ts';

/** The props of every dialog that changes something in the passport. */
export interface ChangeDialogProps {
  me: Me;
  onDone: () => void;
  onClose: () => void;
}
