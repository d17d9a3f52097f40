import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useId, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { wordsOf } from '../lib/words-of.ts';

const MEGABYTE = 1024 * 1024;

const useUploadWords = wordsOf(
  {
    drop: '把文件拖到这里，或',
    limit: (kinds: string, megabytes: number) => `${kinds}，不超过 ${megabytes} MB。`,
    tooLarge: (name: string, megabytes: number) => `${name} 超过 ${megabytes} MB，请拆分后上传。`,
    otherKind: (name: string, kinds: string) => `${name} 不是 ${kinds} 文件。`,
    sending: (name: string, percent: number) => `正在上传 ${name}：${percent}%`,
    progress: '上传进度',
    sent: (name: string) => `已上传：${name}`,
    cancel: '取消上传',
  },
  {
    drop: 'Drop a file here, or',
    limit: (kinds: string, megabytes: number) => `${kinds}, at most ${megabytes} MB.`,
    tooLarge: (name: string, megabytes: number) =>
      `${name} is larger than ${megabytes} MB. Split it and upload the parts.`,
    otherKind: (name: string, kinds: string) => `${name} is no ${kinds} file.`,
    sending: (name: string, percent: number) => `Uploading ${name}: ${percent}%`,
    progress: 'Progress of the upload',
    sent: (name: string) => `Uploaded: ${name}`,
    cancel: 'Cancel the upload',
  },
);

/** Sends a file, tells which share of it (0 to 1) has gone, and ends when it is told to. */
export type SendFile = (file: File, told: (share: number) => void, signal: AbortSignal) => Promise<void>;

interface FileUploadProps {
  /** What the button says, e.g. "choose a roll". */
  choose: string;
  /** The endings of names that are taken, e.g. `['.csv', '.xlsx']`. */
  kinds: readonly string[];
  maxMegabytes: number;
  send: SendFile;
}

/** Takes one file, chosen or dropped, and shows how much of it has gone. What is too large is not sent at all. */
export function FileUpload({ choose, kinds, maxMegabytes, send }: FileUploadProps) {
  const words = useUploadWords();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController>(null);
  const limitId = useId();
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: (file: File) => {
      sending.current = new AbortController();
      return send(file, setShare, sending.current.signal);
    },
  });
  const shownKinds = kinds.join(' / ');

  function take(file: File | undefined) {
    if (!file || upload.isPending) return;
    upload.reset();
    setShare(0);
    const refused = !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))
      ? words.otherKind(file.name, shownKinds)
      : file.size > maxMegabytes * MEGABYTE
        ? words.tooLarge(file.name, maxMegabytes)
        : null;
    setRefusal(refused);
    if (refused === null) upload.mutate(file);
  }
  function cancel() {
    sending.current?.abort();
    upload.reset();
  }
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };

  const percent = Math.round(share * 100);
  return (
    <div
      className="upload"
      data-over={over || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept={kinds.join(',')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file may be chosen once more, mended.
          event.target.value = '';
        }}
      />
      <p className="muted">{words.drop}</p>
      <Button pending={upload.isPending} aria-describedby={limitId} onClick={() => input.current?.click()}>
        {choose}
      </Button>
      <p className="muted small" id={limitId}>
        {words.limit(shownKinds, maxMegabytes)}
      </p>
      {upload.isPending && (
        <>
          <progress className="meter" max={100} value={percent} aria-label={words.progress} />
          <p>{words.sending(upload.variables.name, percent)}</p>
          <Button look="quiet" onClick={cancel}>
            {words.cancel}
          </Button>
        </>
      )}
      <div aria-live="polite">
        {upload.isSuccess && <Notice tone="good">{words.sent(upload.variables.name)}</Notice>}
        {refusal !== null && <Notice tone="bad">{refusal}</Notice>}
        <ProblemNotice error={upload.error} />
      </div>
    </div>
  );
}
