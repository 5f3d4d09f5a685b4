/** Finds what someone has yet to fill in: `<SubscriptionId>`, `{name}`, `$NAME`, `xxxxxxxx-xxxx`. */

/** A placeholder as it is written, and its offset in the text. */
type Placeholder = { readonly text: string; readonly offset: number };

/** `${NAME}` before `{name}`, so that the dollar sign belongs to it. */
const PLACEHOLDER = /<[^<>]*>|\$?\{\{?[^{}]*\}?\}|\$[A-Za-z_]\w*|(?<![A-Za-z0-9])x{4,}(?:-x+)*(?![A-Za-z0-9])/gi;

/** The placeholders in a text, in their order. */
export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map(match => ({ text: match[0], offset: match.index }));
}
