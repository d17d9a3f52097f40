import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { useMost } from '../../lib/use-most.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { timelineQuery } from './candidate-queries.ts';
import { useDossierWords } from './dossier-words.ts';

/** The most characters of a reason. */
const MAX_REASON = 200;

/** Shows what is masked, once a reason is given; it is forgotten with the page. */
export function Reveal({ id }: { id: string }) {
  const words = useDossierWords();
  const most = useMost();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revealing = useMutation({
    mutationFn: (json: { reason: string }) =>
      answer(client.api.staff.candidates[':id'].reveals.$post({ param: { id }, json })),
    onSuccess: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: timelineQuery(id).queryKey });
    },
    gcTime: 0,
  });
  const person = revealing.data;
  return (
    <>
      <div aria-live="polite">
        {person && (
          <Facts
            items={[
              [words.person.name, person.name],
              [words.person.idNumber, person.idNumber],
              [words.person.mobile, person.mobile ?? words.noAccount],
              [words.person.email, person.email ?? words.noAccount],
            ]}
          />
        )}
      </div>
      <div className="actions">
        {person ? (
          <Button onClick={() => revealing.reset()}>{words.hide}</Button>
        ) : (
          <Button onClick={() => setAsking(true)}>{words.reveal}</Button>
        )}
      </div>
      {asking && (
        <Dialog
          title={words.reveal}
          onClose={() => setAsking(false)}
          busy={revealing.isPending}
          actions={null}
        >
          <p>{words.revealNote}</p>
          <StaffForm<{ reason: string }>
            submit={words.reveal}
            pending={revealing.isPending}
            error={revealing.error}
            onSubmit={(values) => revealing.mutate(values)}
            onCancel={() => setAsking(false)}
          >
            <Form.Item name="reason" label={words.reason} rules={[most(MAX_REASON)]}>
              <Input required autoComplete="off" />
            </Form.Item>
          </StaffForm>
        </Dialog>
      )}
    </>
  );
}
