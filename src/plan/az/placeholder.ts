/** Placeholders such as `<resource group>`, which people copy from documents and a shell would read as redirections. */

import { hole } from './hole.ts';

const OPEN = '\uE002';
const SPACE = '\uE003';
const CLOSE = '\uE004';

/** Marks placeholders so that a parser takes them as part of their word; positions stay. */
export function markPlaceholders(text: string): string {
  return text.replace(
    /(?<=[\s=/"'])<([A-Za-z][\w .-]*)>(?=[\s/&"'?)\\]|$)/g,
    (_, name: string) => `${OPEN}${name.replaceAll(' ', SPACE)}${CLOSE}`,
  );
}

/** A text in which placeholders are not known. */
export function placeholdersAsHoles(text: string): string {
  return text.replace(/\uE002([^\uE004]*)\uE004/g, (_, name: string) =>
    hole(`the placeholder <${name.replaceAll(SPACE, ' ')}> is still in it`),
  );
}
