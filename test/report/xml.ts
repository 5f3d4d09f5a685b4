/** Reads XML strictly enough to find out whether it is well-formed; only what JUnit files use. */

export type Element = {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly Element[];
  readonly text: string;
};

type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

const TOKEN = /<(?<close>\/)?(?<name>[a-z]+)(?<attributes>(?: [a-z]+="[^"<]*")*)(?<empty>\/)?>|(?<text>[^<]+)/uy;
/** XML 1.0, section 2.2. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element. Throws where the text is not well-formed. */
export function readXml(text: string): Element {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) throw new Error(`a character that XML does not allow at ${forbidden.index}`);
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = /^<\?xml [^>]*\?>\n/.exec(text)?.[0].length ?? 0;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw new Error(`not XML: ${text.slice(from, from + 80)}`);
    const parent = open.at(-1)!;
    const { name = '', attributes = '', close, empty } = groups;
    if (groups.text !== undefined) {
      parent.text += unescaped(groups.text);
    } else if (close !== undefined) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      const element: Open = { name, attributes: attributesOf(attributes), children: [], text: '' };
      parent.children.push(element);
      if (empty === undefined) open.push(element);
    }
  }
  if (open.length > 1 || top.children.length !== 1) throw new Error('not one whole element');
  return top.children[0]!;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(\w*;?)/g, (_, entity: string) => {
    const character = ENTITIES[entity.replace(/;$/, '')];
    if (character === undefined || !entity.endsWith(';')) throw new Error(`&${entity} is no entity`);
    return character;
  });
}
