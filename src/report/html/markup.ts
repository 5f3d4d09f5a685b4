/** Markup through one tagged template, which escapes whatever is put into it. */

import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

export { html };

export type Markup = VNode;

/** The markup as text; a template without an element around it gives a list. */
export function print(markup: Markup | readonly Markup[]): string {
  return Array.isArray(markup) ? markup.map(each => renderToString(each)).join('') : renderToString(markup as Markup);
}
