import { Form, Input } from 'antd';
import { plainLine, plainProse } from '../../../../domain/text/typed-text.ts';
import { TextBody } from '../../ui/TextBody.tsx';
import { useMost } from '../lib/use-most.ts';
import { useTextWords } from '../lib/text-words.ts';

/** A text that candidates read, in both languages. */
export interface TextValues {
  title: { zh: string; en: string };
  body: { zh: string; en: string };
}

/** The fields of a text, and below them how candidates see it. */
export function TextFields({ most }: { most: number }) {
  const words = useTextWords();
  const atMost = useMost();
  return (
    <>
      {(['zh', 'en'] as const).map((language) => (
        <div key={language}>
          <Form.Item name={['title', language]} label={words.title[language]}>
            <Input required autoComplete="off" lang={language} />
          </Form.Item>
          <Form.Item
            name={['body', language]}
            label={words.body[language]}
            extra={words.bodyRule(most)}
            rules={[atMost(most)]}
          >
            <Input.TextArea required rows={6} lang={language} />
          </Form.Item>
        </div>
      ))}
      <Preview />
    </>
  );
}

/** Shows what will be kept: without what nobody sees, and what would turn lines round. */
function Preview() {
  const words = useTextWords();
  const title = Form.useWatch<Partial<TextValues['title']> | undefined>('title');
  const body = Form.useWatch<Partial<TextValues['body']> | undefined>('body');
  return (
    <section aria-label={words.preview} className="text-preview">
      <h3>{words.preview}</h3>
      <div className="disclosures">
        {(['zh', 'en'] as const).map((language) => (
          <details className="disclosure" key={language} open>
            <summary>
              <span lang={language}>{plainLine(title?.[language] ?? '') || words.noTitle}</span>
              <span className="disclosure-aside muted small">{words.languages[language]}</span>
            </summary>
            <div lang={language}>
              <TextBody text={plainProse(body?.[language] ?? '')} />
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}
