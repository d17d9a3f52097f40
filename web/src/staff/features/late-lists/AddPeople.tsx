import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { readLateLine } from '../../../../../domain/late-registration/late-list.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useBadCharacter } from '../../../lib/use-typed-problem.ts';
import { typedRules } from '../../lib/use-typed-rules.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useAskBeforeLeaving } from '../../ui/use-ask-before-leaving.tsx';
import { Answered } from './Answered.tsx';
import type { LateRow } from './late-lists-query.ts';
import { type BoxLine, linesIn, portionsOf } from './lines-in.ts';
import { textOf } from './text-of.ts';
import { useLateWords } from './words.ts';

/** Adds people to a list, by lines that are pasted or read out of a file; each line is answered. */
export function AddPeople({ id, onAdded }: { id: string; onAdded: () => void }) {
  const words = useLateWords();
  const [form] = Form.useForm<{ lines: string }>();
  const file = useRef<HTMLInputElement>(null);
  /** The name of the file that was chosen last, if it is no text. */
  const [unread, setUnread] = useState<string | null>(null);
  const { setFilledIn, question } = useAskBeforeLeaving(['list']);
  const adding = useMutation({
    mutationFn: ({ lines }: { lines: string }) => addAll(id, linesIn(lines)),
    onSuccess: () => {
      setFilledIn(false);
      onAdded();
    },
  });
  const rows = adding.data;
  const badCharacter = useBadCharacter();
  // Each line is answered by itself: one that will be refused keeps no other back.
  const lineRules = typedRules((typed) => {
    for (const { row, text } of linesIn(typed)) {
      const read = readLateLine(text);
      if (!('refusal' in read)) continue;
      const said =
        read.refusal === 'LINE_TOO_LONG'
          ? words.refusals.LINE_TOO_LONG
          : read.character && badCharacter('code', read.character);
      if (said) return { text: `${words.row(row)}: ${said}`, isAtOnce: true };
    }
    return undefined;
  }).map((rule) => ({ ...rule, warningOnly: true }));
  async function take(chosen: File) {
    const lines = textOf(await chosen.arrayBuffer());
    setUnread(lines === null ? chosen.name : null);
    if (lines === null) return;
    form.setFieldsValue({ lines });
    setFilledIn(true);
    await form.validateFields(['lines']);
  }
  return (
    <Card title={words.add}>
      <p className="muted">{words.addText}</p>
      <input
        ref={file}
        type="file"
        hidden
        accept=".txt,.csv"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void take(chosen);
          event.target.value = '';
        }}
      />
      <div className="actions">
        <Button onClick={() => file.current?.click()}>{words.file}</Button>
      </div>
      <div aria-live="polite">
        {unread !== null && <Notice tone="caution" title={words.fileUnread(unread)} />}
      </div>
      <StaffForm<{ lines: string }>
        form={form}
        submit={words.addSubmit}
        pending={adding.isPending}
        error={adding.error}
        onChange={() => setFilledIn(true)}
        onSubmit={adding.mutate}
      >
        <Form.Item name="lines" label={words.lines} rules={lineRules}>
          <Input.TextArea required rows={5} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </StaffForm>
      {question}
      <div aria-live="polite">{rows && <Answered rows={rows} />}</div>
    </Card>
  );
}

/** Adds the people of all lines, as many at once as are taken; what was done stays where a later part fails. */
async function addAll(id: string, lines: BoxLine[]): Promise<LateRow[]> {
  const rows: LateRow[] = [];
  for (const portion of portionsOf(lines)) {
    const json = { lines: portion.map(({ text }) => text), candidates: [] };
    const answered = await answer(
      client.api.staff['late-lists'][':id'].people.$post({ param: { id }, json }),
    );
    rows.push(...answered.rows.map((row, at) => ({ ...row, row: portion[at]?.row ?? row.row })));
  }
  return rows;
}
