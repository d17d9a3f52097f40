import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form } from 'antd';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { BATCHES, type BatchShown } from './batches-query.ts';
import { useBatchesWords } from './words.ts';

interface Values {
  overwrite?: boolean;
  markMissing?: boolean;
}

/** Starts what was checked, after saying how many rows it touches. */
export function StartForm({ batch: { id, version, found, kind } }: { batch: BatchShown }) {
  const words = useBatchesWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: ({ overwrite = false, markMissing = false }: Values) =>
      answer(
        client.api.staff.imports[':id'].start.$post({
          param: { id },
          json: { version, overwrite, markMissing },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: BATCHES }),
  });
  if (!found) return null;
  const format = (count: number) => count.toLocaleString(language);
  const good = found.new + found.changed + found.conflict;
  if (good === 0 && found.missing === 0)
    return (
      <Card title={words.start}>
        <p>{words.nothing}</p>
      </Card>
    );
  return (
    <Card title={words.start}>
      <p>{words.startText(format(good), format(found.bad))}</p>
      {found.kept > 0 && <p>{words.keptText(format(found.kept))}</p>}
      {kind === 'capacity' && <p>{words.cuts}</p>}
      <StaffForm<Values>
        submit={words.startNow(format(good))}
        pending={start.isPending}
        error={start.error}
        onSubmit={start.mutate}
      >
        {found.conflict > 0 && (
          <Form.Item name="overwrite" valuePropName="checked" extra={words.overwriteHint}>
            <Checkbox>{words.overwrite(format(found.conflict))}</Checkbox>
          </Form.Item>
        )}
        {kind === 'roll' && found.missing > 0 && (
          <Form.Item name="markMissing" valuePropName="checked" extra={words.markMissingHint}>
            <Checkbox>{words.markMissing(format(found.missing))}</Checkbox>
          </Form.Item>
        )}
      </StaffForm>
    </Card>
  );
}
