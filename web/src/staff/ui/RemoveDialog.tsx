import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { flawsOf } from '../lib/setting-refusals.ts';
import { FlawList } from './FlawList.tsx';

interface RemoveDialogProps {
  title: string;
  confirm: string;
  /** Takes it away. */
  send: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}

/** Takes something away that staff have set, or says what it is still needed for. */
export function RemoveDialog({ title, confirm, send, onClose, onDone, children }: RemoveDialogProps) {
  const remove = useMutation({ mutationFn: send, onSuccess: onDone });
  const flaws = flawsOf(remove.error);
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      danger
      pending={remove.isPending}
      problem={flaws ? null : remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {children}
      {flaws && <FlawList flaws={flaws} />}
    </ConfirmDialog>
  );
}
