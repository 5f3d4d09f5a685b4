/** Writes a template's tree back as text: a tree that was parsed gives its file back, character by character. */

import type { Item, Template } from './template.ts';

/** The text of a template. */
export function printTemplate(template: Template): string {
  return template.byteOrderMark + template.items.map(printItem).join('');
}

function printItem(item: Item): string {
  switch (item.is) {
    case 'section': {
      const { before, beforeKeyword, beforeName, beforeClose, close, after } = item.layout;
      const title = beforeKeyword + item.keyword + beforeName + item.name + beforeClose;
      return before + '['.repeat(item.rank) + title + close + after + item.items.map(printItem).join('');
    }
    case 'attribute': {
      const { before, beforeOperator, beforeValue, afterValue, after } = item.layout;
      return `${before}${item.name}${beforeOperator}${item.operator}${beforeValue}${item.value}${afterValue}${item.comment}${after}`;
    }
    case 'comment':
      return item.layout.before + item.text + item.layout.after;
    case 'blank':
    case 'unread':
      return item.text;
  }
}
