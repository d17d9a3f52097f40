/** Reasons for which a school files a re-check: a score from before 2005, or a forgotten ticket number. */
export const FILED_KINDS = ['old', 'forgotten'] as const;

export type FiledKind = (typeof FILED_KINDS)[number];

/** Ways in which a re-check came: its candidate asked online, or the school filed it. */
export const REVIEW_KINDS = ['online', ...FILED_KINDS] as const;

export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** Tells the kind of a re-check by who filed it and as what; those filed before that was said count as old scores. */
export function kindOf({
  filedBy,
  filedAs,
}: {
  filedBy: string | null;
  filedAs: FiledKind | null;
}): ReviewKind {
  return filedBy === null ? 'online' : (filedAs ?? 'old');
}

/** Reads a kind out of what anybody may have said. */
export function filedKind(said: unknown): FiledKind {
  return said === 'forgotten' ? 'forgotten' : 'old';
}
