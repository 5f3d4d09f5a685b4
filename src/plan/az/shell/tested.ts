/** What `[[ … ]]` runs to find out. */

import type { TestExpression, Word } from 'unbash';

/** The words in which commands stand. */
export function askedIn(expression: TestExpression): readonly Word[] {
  switch (expression.type) {
    case 'TestLogical':
      return expression.operands.flatMap(askedIn);
    case 'TestNot':
      return askedIn(expression.operand);
    case 'TestGroup':
      return askedIn(expression.expression);
    case 'TestUnary':
      return [expression.operand].filter(isAsking);
    default:
      return [expression.left, expression.right].filter(isAsking);
  }
}

function isAsking({ text }: Word): boolean {
  return /\$\(|`/.test(text);
}
