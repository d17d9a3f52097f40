import type { Bilingual } from '../../lib/api-types.ts';
import { TextBody } from '../../ui/TextBody.tsx';

/** A mail as staff wrote it, in both languages. */
export function MailText({ mail: { subject, text } }: { mail: { subject: Bilingual; text: Bilingual } }) {
  return (
    <>
      {(['zh', 'en'] as const).map((language) => (
        <div key={language} lang={language}>
          <p>
            <strong>{subject[language]}</strong>
          </p>
          <TextBody text={text[language]} />
        </div>
      ))}
    </>
  );
}
