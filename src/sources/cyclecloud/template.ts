/** The tree of a CycleCloud cluster template, in which every character of the file has its place. */

import type { Position } from '../problem.ts';

/** A template as it stands in its file: sections within sections, with the lines between them. */
export type Template = {
  readonly file: string;
  readonly byteOrderMark: '' | '\ufeff';
  /** What stands before the first section, then the sections of the outermost ranks. */
  readonly items: readonly Item[];
};

/** Everything that a section holds, in the order of the file. */
export type Item = Section | Attribute | Comment | Blank | Unread;

/** `[[nodearray htc]]` and everything up to the next section of its rank or a higher one. */
export type Section = {
  readonly is: 'section';
  /** The number of brackets; fewer are higher. */
  readonly rank: number;
  /** `node`, `parameter`, … in lower case, as the language ignores case. */
  readonly kind: string;
  /** The kind as it is spelt. */
  readonly keyword: string;
  /** Without the blanks around it; empty where the header has none. */
  readonly name: string;
  /** Of the first bracket. */
  readonly position: Position;
  readonly items: readonly Item[];
  readonly layout: {
    readonly before: string;
    readonly beforeKeyword: string;
    readonly beforeName: string;
    readonly beforeClose: string;
    readonly close: string;
    /** A comment, and the line's end. */
    readonly after: string;
  };
};

/** `Name = value` or `Name := expression`. */
export type Attribute = {
  readonly is: 'attribute';
  readonly name: string;
  readonly operator: '=' | ':=';
  /** As it is written, quotes and several lines included, without blanks around it. */
  readonly value: string;
  /** A comment behind the value, from its `#` on; empty where there is none. */
  readonly comment: string;
  readonly position: Position;
  readonly valuePosition: Position;
  readonly layout: {
    readonly before: string;
    readonly beforeOperator: string;
    readonly beforeValue: string;
    /** Between the value and a comment. */
    readonly afterValue: string;
    /** Up to and with the line's end. */
    readonly after: string;
  };
};

/** A line that starts with `#`, without the blanks around it. */
export type Comment = {
  readonly is: 'comment';
  readonly text: string;
  readonly position: Position;
  readonly layout: { readonly before: string; readonly after: string };
};

/** A line of nothing but blanks, with its end. */
export type Blank = { readonly is: 'blank'; readonly text: string };

/** A line that is none of the others, with its end: a problem says so. */
export type Unread = { readonly is: 'unread'; readonly text: string; readonly position: Position };

/** The attributes that stand in a section itself. */
export function attributesOf(section: Section): Attribute[] {
  return section.items.filter(item => item.is === 'attribute');
}

/** The sections directly within a template or a section. */
export function sectionsOf(parent: { readonly items: readonly Item[] }): Section[] {
  return parent.items.filter(item => item.is === 'section');
}

/** All sections, each before those within it. */
export function* walkSections(parent: { readonly items: readonly Item[] }): Generator<Section> {
  for (const section of sectionsOf(parent)) {
    yield section;
    yield* walkSections(section);
  }
}

/** The attribute of a section that counts: names ignore case, and of several the last one does. */
export function attributeOf(section: Section, name: string): Attribute | undefined {
  const wanted = name.toLowerCase();
  return attributesOf(section).findLast(attribute => attribute.name.toLowerCase() === wanted);
}
