import { listed } from '../../../../domain/text/listed.ts';
import type { NextStep } from '../../../../domain/registration/next-step/step.ts';
import { useWords } from '../../i18n/index.ts';
import type { Registration } from '../../lib/api-types.ts';
import { formatFen, sumFen } from '../../lib/money.ts';
import { isPayable } from '../lib/payable.ts';
import { useReason } from './use-reason.ts';

interface StepWords {
  text: string;
  /** The reason why there is nothing to be done, or what comes first. */
  note: string | null;
}

/** Gives the words for a step, with what it is about in this registration. */
export function useStepWords(registration: Registration | null): (next: NextStep) => StepWords {
  const { t, pick, language } = useWords();
  const reason = useReason();
  const { entries = [], waitlist = [], lastWait = null } = registration ?? {};
  return ({ step, about, mode = 'written', modes = [mode], refusal, transcriptFirst }) => {
    const payable = entries.filter((entry) => entry.subject.mode === mode && isPayable(entry));
    const place = [...entries, ...waitlist].find(({ id }) => id === about) ?? lastWait;
    const subjects = payable.map(({ subject }) => pick(subject.name));
    return {
      text: t(`nextStep.texts.${step}`, {
        mode: listed(
          modes.map((one) => t(`modes.${one}`)),
          language,
        ),
        sum: formatFen(sumFen(payable)),
        subjects: listed(subjects, language),
        subject: place ? pick(place.subject.name) : '',
        campus: place ? pick(place.campus.name) : '',
        position: waitlist.find(({ id }) => id === about)?.position ?? '',
      }),
      note: refusal ? reason(refusal) : transcriptFirst ? t('nextStep.transcriptFirst') : null,
    };
  };
}
