/** Writes names one after another as their language lists them: `甲、乙`; `A and B`; `A, B and C`. */
export function listed(names: readonly string[], language: 'zh' | 'en'): string {
  if (language === 'zh') return names.join('、');
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
