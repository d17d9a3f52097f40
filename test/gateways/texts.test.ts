import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { createMailbox, type Mailbox } from '../../gateways/sandbox/mailbox/mailbox.ts';
import { createHttpSmsSender } from '../../gateways/sms/http-sms-sender.ts';
import { TextNotSentError } from '../../gateways/sms.ts';
import { renderText } from '../../worker/relay/texts.ts';

let mailbox: Mailbox;
let url: string;
beforeAll(async () => {
  mailbox = await createMailbox({ clock: systemClock });
  ({ url } = await mailbox.listen({ web: 0, smtp: 0 }));
});
afterAll(() => mailbox.close());

const sender = () => createHttpSmsSender({ url: `${url}/texts` });

async function textsTo(to: string) {
  const answer = await fetch(`${url}/api/texts?to=${to}`);
  return ((await answer.json()) as { texts: { id: string; text: string }[] }).texts;
}

describe('a text message', () => {
  it('arrives once, however often it is delivered', async () => {
    const text = { id: 'once', to: '13900000001', text: renderText('verifyMobile', { code: '012345' }) };
    await sender().send(text);
    await sender().send(text);
    expect(await textsTo(text.to)).toMatchObject([{ id: 'once', text: text.text }]);
    expect(text.text).toContain('012345');
  });

  it('is shown on the page of its number, as plain words', async () => {
    await sender().send({ id: 'shown', to: '13900000002', text: '<b>粗</b>' });
    const page = await (await fetch(`${url}/texts?to=13900000002`)).text();
    expect(page.match(/data-testid="text-row"/g)).toHaveLength(1);
    expect(page).toContain('&lt;b&gt;粗&lt;/b&gt;');
    expect(await textsTo('13900000003')).toEqual([]);
  });

  it('that is refused for good says so without the number', async () => {
    const error = await sender()
      .send({ id: 'bad', to: '12345', text: 'x' })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TextNotSentError);
    expect(error).toMatchObject({ permanent: true, message: 'text not sent: status 400' });
  });

  it('that cannot be sent now can be sent again', async () => {
    const gone = await createMailbox({ clock: systemClock });
    const { url: closed } = await gone.listen({ web: 0, smtp: 0 });
    await gone.close();
    const error = await createHttpSmsSender({ url: `${closed}/texts` })
      .send({ id: 'later', to: '13900000004', text: 'x' })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'TextNotSentError', permanent: false });
  });
});
