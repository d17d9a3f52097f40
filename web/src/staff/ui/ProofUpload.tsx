import { MAX_PROOF_BYTES } from '../../../../domain/staff/proof.ts';
import { sendFile } from '../lib/send-file.ts';
import { FileUpload } from './FileUpload.tsx';

const KINDS = ['.jpg', '.jpeg', '.png', '.pdf'];
const MAX_MEGABYTES = MAX_PROOF_BYTES / 1024 / 1024;

interface ProofUploadProps<Answer> {
  /** What the button says. */
  choose: string;
  /** Where it is sent. */
  path: string;
  onSent: (answer: Answer) => void;
}

/** Takes a proof: a picture of papers, or a scan. */
export function ProofUpload<Answer>({ choose, path, onSent }: ProofUploadProps<Answer>) {
  return (
    <FileUpload
      choose={choose}
      kinds={KINDS}
      maxMegabytes={MAX_MEGABYTES}
      send={async (file, told, signal) => onSent(await sendFile<Answer>({ path, file, told, signal }))}
    />
  );
}
