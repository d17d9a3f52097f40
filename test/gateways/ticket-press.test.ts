import { describe, expect, it } from 'vitest';
import type { AdmissionTicket } from '../../gateways/pdf/ticket-content.ts';
import { createTicketPress, PressStoppedError } from '../../gateways/pdf/ticket-press.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';
import { pageCount, pdfText } from '../support/pdf-text.ts';

function ticket(given: Partial<AdmissionTicket> = {}): AdmissionTicket {
  return {
    name: '李䶮㛃',
    photo: null,
    idType: 'residentId',
    idNumber: '990101200501010017',
    examSession: { zh: '2026年下半年', en: 'Second half of 2026' },
    subject: { zh: '英语四级笔试', en: 'English band 4 written', mode: 'written' },
    school: { code: '99101', zh: '学校', en: 'School' },
    campus: { code: '991010', zh: '校区', en: 'Campus' },
    room: 1,
    seat: 1,
    ticketNumber: '991010262100101',
    issue: 1,
    checkCode: 'abcdefghij',
    site: 'https://cet.example.test',
    elsewhere: [],
    examTime: null,
    ...given,
  };
}

describe('the ticket press', () => {
  it('prints on another thread, documents one after the other', async () => {
    const press = createTicketPress();
    const one = await press.print([ticket()]);
    const two = await press.print([ticket({ photo: drawPortrait(1) }), ticket({ name: '欧阳𬭎·阿卜杜拉' })]);
    expect(pdfText(Buffer.from(one.pdf))).toContain('李䶮㛃');
    expect(pageCount(Buffer.from(two.pdf))).toBe(2);
    expect(pdfText(Buffer.from(two.pdf))).toContain('欧阳𬭎·阿卜杜拉');
    expect(two).toMatchObject({ missing: [], unreadablePhotos: 0 });
  });

  it('prints the whole of long texts on one page, in as many lines as they need', async () => {
    const long = {
      name: Array.from({ length: 8 }, () => '阿卜杜热合').join('·'),
      idType: 'hkMacauTaiwanResidence' as const,
      examSession: {
        zh: '下半年（含补考、缓考）'.repeat(3),
        en: 'Second half, with make-up sittings '.repeat(3),
      },
      school: {
        code: '99101',
        zh: '测试省第一高等师范专科学校'.repeat(3),
        en: 'Teachers College of the Province '.repeat(3),
      },
      elsewhere: [
        { subject: { zh: '英语六级笔试', en: 'Band 6 written' }, why: 'TICKET_SCHOOL_PRINTS' as const },
      ],
    };
    const { pdf, missing } = await createTicketPress().print([
      ticket({ ...long, name: `${long.name}\u{2A6D7}` }),
    ]);
    const shown = pdfText(Buffer.from(pdf)).replace(/\s/g, '');
    expect(pageCount(Buffer.from(pdf))).toBe(1);
    for (const text of [
      long.name,
      long.school.zh,
      long.school.en,
      long.examSession.en,
      'and Taiwan residents',
    ])
      expect(shown).toContain(text.replace(/\s/g, ''));
    expect(missing).toEqual(['U+2A6D7']);
  });

  it('prints a ticket without its photo when that cannot be drawn, and says so', async () => {
    const { pdf, unreadablePhotos } = await createTicketPress().print([
      ticket({ photo: Buffer.from('no picture') }),
    ]);
    expect(unreadablePhotos).toBe(1);
    expect(pdfText(Buffer.from(pdf))).toContain('暂无照片');
  });

  it('names the place of a failure, never what stands on the ticket, and goes on', async () => {
    const press = createTicketPress();
    const broken = ticket({ subject: undefined as never });
    const failure = await press.print([broken]).catch((error: Error) => error.message);
    expect(failure).toContain('TypeError');
    expect(failure).not.toContain('李䶮㛃');
    expect(await press.print([ticket()])).toMatchObject({ missing: [] });
  });

  it('takes a new thread after one that ended', async () => {
    const started: { ended: boolean }[] = [];
    const press = createTicketPress(() => {
      const thread = { ended: false };
      const fails = started.push(thread) === 1;
      return {
        print: async () => {
          if (fails) throw new PressStoppedError('exit code 1');
          return { ok: true, pdf: new Uint8Array(), missing: [], unreadablePhotos: 0 };
        },
        end: () => {
          thread.ended = true;
        },
      };
    });
    await expect(press.print([ticket()])).rejects.toBeInstanceOf(PressStoppedError);
    await press.print([ticket()]);
    await press.print([ticket()]);
    expect(started).toEqual([{ ended: true }, { ended: false }]);
  });
});
