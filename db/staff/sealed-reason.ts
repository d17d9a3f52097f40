import type { Verdict } from '../../domain/staff/two-people.ts';
import type { SealedPlace } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

/** Seals the reason of a decision: whoever writes one writes about a person. */
export function sealedVerdict(
  vault: Vault,
  place: SealedPlace,
  decision: { outcome: 'approve' } | { outcome: 'reject'; reason: string },
): Verdict {
  return decision.outcome === 'approve'
    ? { outcome: 'approve' }
    : { outcome: 'reject', sealedReason: vault.seal(place, decision.reason) };
}

/** Opens the reason for a rejection, in the words of the person who rejected; null when there is none. */
export function openReason(vault: Vault, place: SealedPlace, sealedReason: string | null): string | null {
  return sealedReason === null ? null : vault.open(place, sealedReason);
}
