import { describe, expect, it } from 'vitest';
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

describe('quick print', () => {
  it('is on at first and can be switched', () => {
    const walk = holding('1');
    expect(walk.registration.quickPrint).toBe(true);
    expect(walk.ask(setQuickPrint(true))).toMatchObject({ code: 'OK', events: [] });
    walk.ask(setQuickPrint(false));
    expect(walk.registration.quickPrint).toBe(false);
  });
});
