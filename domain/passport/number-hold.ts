import type { Instant } from '../time.ts';

/**
 * What a passport is to its ID number:
 * - `naming`: says it is its own; any number may name
 * - `reserving`: has it to itself, for sign-in, recovery and registering
 * - `claiming`: says so with a verified email while another reserves it: signs in by email and binds nothing until a rebind
 */
export const NUMBER_HOLDS = ['naming', 'reserving', 'claiming'] as const;
export type NumberHold = (typeof NUMBER_HOLDS)[number];

/** An open passport of a number, with what decides who reserves it. */
export interface NumberedPassport {
  id: string;
  hold: NumberHold;
  /** The moment at which the hold became what it is. */
  heldSince: Instant;
  emailVerified: boolean;
  /** True when a registration is bound, in any exam session. */
  registered: boolean;
  /** True when a re-check lives, in any exam session. */
  rechecked: boolean;
  /** True when number and name are on a roll of an exam session that is open. */
  onOpenRoll: boolean;
}

/**
 * Decides who reserves a number now. Without a reservation the verified passport that has waited longest takes it, else
 * the one that saves a registration at this moment. A reservation that nothing stands on (no registration, no re-check,
 * no roll) goes to the first verified passport whose number and name are on a roll.
 * @returns the new holds of those whose hold changes
 */
export function settledHolds(
  passports: readonly NumberedPassport[],
  savingId: string | null = null,
): Map<string, NumberHold> {
  const present = passports.find(({ hold }) => hold === 'reserving');
  const reserver = present && stands(present) ? present : undefined;
  const waiting = passports
    .filter((passport) => passport.emailVerified && passport !== reserver)
    .toSorted((one, other) => one.heldSince - other.heldSince || (one.id < other.id ? -1 : 1));
  const next = reserver
    ? (givesWay(reserver) && waiting.find(({ onOpenRoll }) => onOpenRoll)) || reserver
    : (waiting[0] ?? passports.find(({ id }) => id === savingId));
  return new Map(
    passports.flatMap((passport) => {
      const hold = holdBeside(passport, next);
      return hold === passport.hold ? [] : [[passport.id, hold] as const];
    }),
  );
}

/** An unverified passport reserves as long as it has a registration. */
function stands({ emailVerified, registered }: NumberedPassport): boolean {
  return emailVerified || registered;
}

function givesWay({ registered, rechecked, onOpenRoll }: NumberedPassport): boolean {
  return !registered && !rechecked && !onOpenRoll;
}

function holdBeside(passport: NumberedPassport, reserver: NumberedPassport | undefined): NumberHold {
  if (passport === reserver) return 'reserving';
  if (!reserver) return 'naming';
  return passport.emailVerified || passport.hold === 'claiming' ? 'claiming' : 'naming';
}
