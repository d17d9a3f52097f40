import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRef } from 'react';
import { lateLineCharacter, MAX_LATE_ROWS } from '../../../../../domain/late-registration/late-list.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { useBadCharacter } from '../../../lib/use-typed-problem.ts';
import { typedRules } from '../../lib/use-typed-rules.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { Answered } from './Answered.tsx';
import type { LateRow } from './late-lists-query.ts';
import { useLateWords } from './words.ts';

/** Adds people to a list, by lines that are pasted or read out of a file; each line is answered. */
export function AddPeople({ id, onAdded }: { id: string; onAdded: () => void }) {
  const words = useLateWords();
  const [form] = Form.useForm<{ lines: string }>();
  const file = useRef<HTMLInputElement>(null);
  const adding = useMutation({
    mutationFn: ({ lines }: { lines: string }) => addAll(id, linesIn(lines)),
    onSuccess: onAdded,
  });
  const rows = adding.data;
  const badCharacter = useBadCharacter();
  // Each line is answered by itself: one that will be refused keeps no other back.
  const lineRules = typedRules((typed) => {
    const found = linesIn(typed).map(lateLineCharacter);
    const at = found.findIndex((character) => character !== null);
    const character = found[at];
    return character
      ? { text: `${words.row(at + 1)}: ${badCharacter('code', character)}`, isAtOnce: true }
      : undefined;
  }).map((rule) => ({ ...rule, warningOnly: true }));
  async function take(chosen: File | undefined) {
    if (chosen) form.setFieldsValue({ lines: decoded(await chosen.arrayBuffer()) });
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
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div className="actions">
        <Button onClick={() => file.current?.click()}>{words.file}</Button>
      </div>
      <StaffForm<{ lines: string }>
        form={form}
        submit={words.addSubmit}
        pending={adding.isPending}
        error={adding.error}
        onSubmit={adding.mutate}
      >
        <Form.Item name="lines" label={words.lines} rules={lineRules}>
          <Input.TextArea required rows={5} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </StaffForm>
      <div aria-live="polite">{rows && <Answered rows={rows} />}</div>
    </Card>
  );
}

/** Adds the people of all lines, as many at once as are taken; what was done stays where a later part fails. */
async function addAll(id: string, lines: string[]): Promise<LateRow[]> {
  const rows: LateRow[] = [];
  for (let from = 0; from < lines.length; from += MAX_LATE_ROWS) {
    const json = { lines: lines.slice(from, from + MAX_LATE_ROWS), candidates: [] };
    const answered = await answer(
      client.api.staff['late-lists'][':id'].people.$post({ param: { id }, json }),
    );
    rows.push(...answered.rows.map((row) => ({ ...row, row: row.row + from })));
  }
  return rows;
}

/** Lists the lines of a text that say something. */
function linesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Decodes a text file as spreadsheets write them: UTF-8, or GB18030. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
