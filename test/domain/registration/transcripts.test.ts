import { describe, expect, it } from 'vitest';
import { transcriptsOf } from '../../../domain/registration/transcript.ts';
import { chooseTranscripts, REGISTRATION_WINDOW, setQuickPrint } from './commands.ts';
import { holding } from './walk.ts';

describe('the transcript', () => {
  it('is chosen per level, for written and oral together', () => {
    const walk = holding('1', 'F', '2');
    expect(walk.registration.transcripts).toEqual({});
    walk.ask(
      chooseTranscripts([
        { level: 4, choice: 'paper' },
        { level: 6, choice: 'electronic' },
      ]),
    );
    expect(walk.registration.transcripts).toEqual({ 4: 'paper', 6: 'electronic' });
  });

  it('can be changed while a window is open; the same choice changes nothing', () => {
    const walk = holding('1');
    walk.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]));
    expect(walk.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]))).toMatchObject({ events: [] });
    walk.ask(chooseTranscripts([{ level: 4, choice: 'electronic' }]));
    expect(walk.registration.transcripts).toEqual({ 4: 'electronic' });
  });

  it('is refused for a level without an entry: LEVEL_NOT_TAKEN', () => {
    expect(
      holding('1').ask(
        chooseTranscripts([
          { level: 4, choice: 'paper' },
          { level: 6, choice: 'paper' },
        ]),
      ),
    ).toEqual({ kind: 'refused', code: 'LEVEL_NOT_TAKEN' });
  });

  it('is refused outside its windows, of which there are several: TRANSCRIPT_WINDOW_CLOSED', () => {
    const choose = (...transcriptWindows: { opensAt: number; closesAt: number }[]) => {
      const walk = holding('1');
      return walk.ask(chooseTranscripts([{ level: 4, choice: 'paper' }], { transcriptWindows }));
    };
    const past = { opensAt: 0, closesAt: 1 };
    expect(choose()).toEqual({ kind: 'refused', code: 'TRANSCRIPT_WINDOW_CLOSED' });
    expect(choose(past)).toEqual({ kind: 'refused', code: 'TRANSCRIPT_WINDOW_CLOSED' });
    expect(choose(past, REGISTRATION_WINDOW)).toMatchObject({ code: 'OK' });
  });
});

describe('what a level ends in', () => {
  const later = { opensAt: 200, closesAt: 300 };
  const of = (...subjects: string[]) => holding(...subjects).registration;

  it('is 未选 until the last window has ended, and then 仅电子', () => {
    const windows = [{ opensAt: 0, closesAt: 100 }, later];
    const choiceAt = (now: number) => transcriptsOf(of('1'), windows, now).map(({ choice }) => choice);
    expect(choiceAt(50)).toEqual([null]);
    expect(choiceAt(150)).toEqual([null]);
    expect(choiceAt(299)).toEqual([null]);
    expect(choiceAt(300)).toEqual(['electronic']);
    expect(transcriptsOf(of('1'), [], 0)).toMatchObject([{ choice: 'electronic' }]);
  });

  it('stays what was chosen', () => {
    const walk = holding('1');
    walk.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]));
    expect(transcriptsOf(walk.registration, [later], 1_000)).toMatchObject([{ choice: 'paper' }]);
  });

  it('is a report in English, a certificate in a minor language, once per level', () => {
    const kinds = (...subjects: string[]) =>
      transcriptsOf(of(...subjects), [later], 0).map(({ level, kind }) => `${level} ${kind}`);
    expect(kinds('1', 'F', '4')).toEqual(['4 report', '6 certificate']);
    expect(kinds('3')).toEqual(['4 certificate']);
    expect(kinds()).toEqual([]);
  });
});

describe('quick print', () => {
  it('is on at first and can be switched', () => {
    const walk = holding('1');
    expect(walk.registration.quickPrint).toBe(true);
    expect(walk.ask(setQuickPrint(true))).toMatchObject({ code: 'OK', events: [] });
    walk.ask(setQuickPrint(false));
    expect(walk.registration.quickPrint).toBe(false);
  });
});
