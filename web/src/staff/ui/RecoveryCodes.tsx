import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';

/** Recovery codes, which are shown once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const words = useOwnSecurityWords();
  return (
    <div className="stack">
      <Notice tone="caution" live="status" title={words.recoveryTitle}>
        <p>{words.recoveryText}</p>
      </Notice>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="actions">
        <Button look="main" onClick={onKept}>
          {words.recoverySaved}
        </Button>
      </div>
    </div>
  );
}
