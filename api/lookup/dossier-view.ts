import type { z } from '@hono/zod-openapi';
import type { CandidatePlace, Dossier } from '../../db/lookup/read-dossier.ts';
import type { Vault } from '../../db/vault.ts';
import { campusNamed, type Season, subjectNamed } from '../../domain/exam-session/season.ts';
import { MESSAGE_WORDS } from '../../domain/messages/template-words.ts';
import { deadlineOf } from '../../domain/registration/deadlines.ts';
import { isEntrySettling, liveEntries } from '../../domain/registration/state.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { campusView, subjectView } from '../exam-session/view.ts';
import { extraWindowView } from '../registration/extra-window-view.ts';
import { orderView } from '../registration/view.ts';
import type { dossierSchema } from './schemas.ts';
import { passportRow } from './view.ts';

type DossierView = z.infer<typeof dossierSchema>;

/** Shows staff what is known of a candidate besides the roll entry. */
export function dossierView(
  { vault, season, now }: { vault: Vault; season: Season; now: Instant },
  candidate: CandidatePlace,
  dossier: Dossier,
  workflow: DossierView['workflow'],
): DossierView {
  const { registration, signIns } = dossier;
  const bound = registration?.passportId ?? null;
  return {
    candidateId: candidate.id,
    examSessionId: candidate.examSessionId,
    registration: registration && registrationOf(season, registration),
    extraWindow: dossier.extraWindow && extraWindowView(dossier.extraWindow),
    orders: dossier.orders.map((order) => ({
      ...orderView(order, season),
      askedAt: isoInstant(order.askedAt),
    })),
    reviews: dossier.reviews.flatMap(({ id, state, score, campusCode, ...review }) =>
      state === 'deleted'
        ? []
        : [
            {
              id,
              state,
              score,
              campus: campusView(campusNamed(season, campusCode)),
              submittedAt: isoInstant(review.submittedAt),
              filedBy: review.filedBy,
              decidedBy: review.decidedBy,
              decidedAt: isoInstant(review.decidedAt),
            },
          ],
    ),
    passports: dossier.passports.map((passport) => ({
      ...passportRow(vault, passport),
      isBound: passport.id === bound,
      reboundTo: passport.reboundTo,
      signIns: signIns
        .filter(({ passportId }) => passportId === passport.id)
        .map(({ id, system, browser, network, createdAt, lastUsedAt, endedAt, expiresAt }) => ({
          id,
          system,
          browser,
          network,
          signedInAt: isoInstant(createdAt),
          lastUsedAt: isoInstant(lastUsedAt),
          isLive: endedAt === null && expiresAt > now,
        })),
    })),
    workflow: registration && workflow,
    rebinds: dossier.rebinds.map(({ id, newPassportId, oldPassportId, submittedBy, submittedAt }) => ({
      id,
      newPassportId,
      oldPassportId,
      submittedBy,
      submittedAt: isoInstant(submittedAt),
    })),
    messages: dossier.messages.map(({ template, at, ...message }) => ({
      ...message,
      template,
      title: MESSAGE_WORDS[template],
      at: isoInstant(at),
    })),
  };
}

function registrationOf(
  season: Season,
  { stage, state, version, campusCode }: NonNullable<Dossier['registration']>,
): DossierView['registration'] {
  const placed = ({ subject, campus }: { subject: string; campus: string }) => ({
    subject: subjectView(subjectNamed(season, subject)),
    campus: campusView(campusNamed(season, campus)),
  });
  return {
    stage,
    savedAt: state.passportId === null ? null : isoInstant(state.savedAt),
    version,
    campus: campusView(campusNamed(season, campusCode)),
    entries: liveEntries(state).map((entry) => {
      const isSettling = isEntrySettling(state, entry.id);
      return {
        ...placed(entry),
        id: entry.id,
        state: entry.state === 'paid' ? ('paid' as const) : ('held' as const),
        isSettling,
        feeFen: entry.feeFen,
        takenAt: isoInstant(entry.takenAt),
        deadlineAt: entry.state === 'paid' || isSettling ? null : isoInstant(deadlineOf(state, entry)),
        paidAt: isoInstant(entry.paidAt),
      };
    }),
    waits: state.waitlist.map((wait) => ({
      ...placed(wait),
      id: wait.id,
      joinedAt: isoInstant(wait.joinedAt),
    })),
    transcripts: { 4: state.transcripts[4] ?? null, 6: state.transcripts[6] ?? null },
  };
}
