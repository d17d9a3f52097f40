import type { Instant } from '../../time.ts';
import type { PersonFacts, RegisteredFacts, UnregisteredFacts } from './facts.ts';
import { stepOfRegistration } from './registered.ts';
import type { NextStep } from './step.ts';
import { stepToRegister } from './unregistered.ts';

/** Where somebody stands: with a registration, or without. */
export type Standing =
  | { registered: true; facts: RegisteredFacts }
  | { registered: false; facts: UnregisteredFacts };

/** Finds the one thing that comes next for whoever is looking at the site, with the one moment that matters. */
export function nextStep(person: PersonFacts, standing: Standing, now: Instant): NextStep {
  if (person === null) return { step: 'signIn', moment: null };
  if (person.claiming) return { step: 'callSupport', moment: null };
  return standing.registered
    ? stepOfRegistration(person, standing.facts, now)
    : stepToRegister(person, standing.facts, now);
}
