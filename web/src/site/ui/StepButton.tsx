import type { NextStep } from '../../../../domain/registration/next-step/step.ts';
import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { ButtonAnchor, LinkButton } from '../../ui/LinkButton.tsx';
import { useExamSession } from '../lib/use-exam-session.ts';

interface StepButtonProps {
  next: NextStep;
  on: 'home' | 'registration';
  look: 'main' | 'plain';
}

/** The button of a step; none where one can only wait, on the page that shows for what. */
export function StepButton({ next: { step, mode = 'written', transcriptFirst }, on, look }: StepButtonProps) {
  const { t } = useWords();
  const { supportPhone } = useExamSession();
  switch (step) {
    case 'signIn':
      return (
        <LinkButton look={look} to={PATHS.signIn}>
          {t('home.signInToRegister')}
        </LinkButton>
      );
    case 'callSupport':
    case 'registrationOver':
      return (
        <ButtonAnchor look={look} href={`tel:${supportPhone}`}>
          {t('nextStep.call', { phone: supportPhone })}
        </ButtonAnchor>
      );
    case 'refundUnderWay':
      return (
        <LinkButton look={look} to={PATHS.orders}>
          {t('titles.orders')}
        </LinkButton>
      );
    case 'datesUnknown':
    case 'waitForRollCheck':
      return (
        <LinkButton look={look} to={PATHS.home} hash="windows">
          {t('home.windows')}
        </LinkButton>
      );
    case 'verifyEmail':
      return (
        <LinkButton look={look} to={PATHS.profile}>
          {t('nextStep.verify')}
        </LinkButton>
      );
    case 'acceptAgreement':
      return (
        <LinkButton look={look} to={PATHS.agreement}>
          {t('home.start')}
        </LinkButton>
      );
    case 'acceptAgain':
      return (
        <LinkButton look={look} to={PATHS.agreement} search={{ next: PATHS[on] }}>
          {t('nextStep.accept')}
        </LinkButton>
      );
    case 'chooseProvince':
    case 'findRoll':
    case 'noRollMatch':
    case 'registerAgain':
      return (
        <LinkButton look={look} to={PATHS.eligibilityQuery}>
          {t(step === 'registerAgain' ? 'nextStep.again' : 'titles.eligibilityQuery')}
        </LinkButton>
      );
    case 'notEligible':
    case 'waitForRegistration':
    case 'saveRegistration':
      return (
        <LinkButton look={look} to={PATHS.eligibility}>
          {t(step === 'saveRegistration' ? 'nextStep.save' : 'nextStep.seeRoll')}
        </LinkButton>
      );
    case 'chooseSubject':
    case 'chooseAgain':
    case 'chooseCet6':
      return (
        <LinkButton look={look} to={PATHS.subjects} params={{ mode: 'written' }}>
          {t('nextStep.choose')}
        </LinkButton>
      );
    case 'chooseOral':
      return (
        <LinkButton look={look} to={PATHS.subjects} params={{ mode: 'oral' }}>
          {t('registration.select.oral')}
        </LinkButton>
      );
    case 'pay':
    case 'payPromoted':
    case 'finishPaying':
      return transcriptFirst ? (
        <LinkButton look={look} to={PATHS.transcripts} search={{ pay: mode }}>
          {t(`nextStep.pay.${mode}`)}
        </LinkButton>
      ) : (
        <LinkButton look={look} to={PATHS.payment} params={{ mode }}>
          {t(`nextStep.pay.${mode}`)}
        </LinkButton>
      );
    case 'chooseTranscript':
      return (
        <LinkButton look={look} to={PATHS.transcripts}>
          {t('nextStep.transcript')}
        </LinkButton>
      );
    case 'resubmitReview':
    case 'reviewPending':
      return (
        <LinkButton look={look} to={PATHS.review}>
          {t('nextStep.review')}
        </LinkButton>
      );
    case 'waiting':
      return (
        <LinkButton look={look} to={PATHS.registration} hash="waitlist">
          {t('waitlist.see')}
        </LinkButton>
      );
    case 'printTicket':
    case 'collectTicket':
      return (
        <LinkButton look={look} to={PATHS.registration} hash="tickets">
          {t('nextStep.tickets')}
        </LinkButton>
      );
    default:
      if (on === 'registration') return null;
      return (
        <LinkButton look={look} to={PATHS.registration}>
          {t('home.seeRegistration')}
        </LinkButton>
      );
  }
}
