import { GATEWAY_WORDS } from '../../../../../domain/gateway-words.ts';
import { actorParts, type Actor } from '../../../../../domain/actor.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDossierWords } from './dossier-words.ts';

/** Who did something, in words. */
export function ActorName({ actor }: { actor: string }) {
  const words = useDossierWords();
  const { language } = useWords();
  if (actor === 'rule') return words.actors.rule;
  const { kind, id } = actorParts(actor as Actor);
  if (kind === 'staff') return `${words.actors.staff} ${id}`;
  if (kind === 'gateway') return GATEWAY_WORDS[id as keyof typeof GATEWAY_WORDS]?.[language] ?? id;
  return words.actors[kind];
}
