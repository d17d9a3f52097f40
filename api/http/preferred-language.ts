/** Picks Chinese unless the client prefers English to it. */
export function preferredLanguage(acceptLanguage: string | undefined): 'zh' | 'en' {
  const weights = { zh: 0, en: 0 };
  for (const range of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'zh' && language !== 'en') continue;
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = quality ? Number(quality.trim().slice(2)) : 1;
    if (weight > weights[language]) weights[language] = weight;
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}
