/** A titled list of the page, cut where it grows long. */

import { count } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** More items than this nobody reads; the JSON report has them all. */
export const MOST = 200;

/** Nothing where there are no items. */
export function list(title: string, items: readonly (Markup | Markup[])[]): Markup | false {
  if (items.length === 0) return false;
  const rest = items.length - MOST;
  return html`<h3>${title}</h3>
    <ul class="decided">
      ${items.slice(0, MOST).map(item => html`<li>${item}</li>`)}
      ${rest > 0 && html`<li>and ${count(rest, 'more')}: the JSON report has them all</li>`}
    </ul>` as Markup;
}
