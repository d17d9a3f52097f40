import { i18n } from '../../i18n/index.ts';

/** Says that the page is broken where nothing is left of it, not even its frame, and leads on. */
export function showBroken(root: HTMLElement): void {
  const page = document.createElement('main');
  page.className = 'column';
  const card = document.createElement('div');
  card.className = 'card';
  const title = document.createElement('h1');
  title.textContent = i18n.t('problem.pageTitle');
  const text = document.createElement('p');
  text.textContent = i18n.t('problem.unknown');
  const again = document.createElement('a');
  again.href = '';
  again.textContent = i18n.t('common.retry');
  card.append(title, text, again);
  page.append(card);
  root.replaceChildren(page);
}
