// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of the template language
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseTemplate } from '../../../src/sources/cyclecloud/parse-template.ts';
import { attributesOf, sectionsOf } from '../../../src/sources/cyclecloud/template.ts';
import { termsOf } from '../../../src/sources/cyclecloud/terms.ts';

const terms = suite('the terms of a value');

const cases: [string, string[]][] = [
  ['A =', []],
  ['A = one two', ['5 text one two']],
  ['A = a, "b, c" ,, $D,', ['5 text a', '8 text b, c', '18 parameter D']],
  ['A = "say \\"hi\\" \\\\"', ['5 text say "hi" \\']],
  ['A = 5" disk, b', ['5 text 5" disk', '14 text b']],
  ['A = $Param', ['5 parameter Param']],
  ['A = ${ Param }', ['5 parameter Param']],
  ['A = /a/${B}/${C}', ['5 mixture /a/ <B> / <C>']],
  ['A = /a/$B', ['5 expression /a/$B']],
  ['A = "$B"', ['5 expression $B']],
  ['A = 10 $, 5$ each', ['5 text 10 $', '11 text 5$ each']],
  ['A = ${vnet.Outputs.id}', ['5 expression ${vnet.Outputs.id}']],
  ['A = ${f("x, y", B)}, c', ['5 expression ${f("x, y", B)}', '22 text c']],
  ['A = ${open', ['5 expression ${open']],
  ['A = =undefined', ['6 undefined']],
  ['A = = Undefined', ['7 undefined']],
  ['A := undefined', ['6 undefined']],
  ['A := "text"', ['6 text text']],
  ['A := -1.5', ['6 text -1.5']],
  ['A := true', ['6 text true']],
  ['A := Param', ['6 parameter Param']],
  ['A := {"a", Param}', ['7 text a', '12 parameter Param']],
  ['A := Param isnt true', ['6 expression Param isnt true']],
  ['A := {[Value="a, b"; Label="c"]}', ['7 expression [Value="a, b"; Label="c"]']],
  ["A = '''a, $b'''", ['8 text a, $b']],
  ['A = 32,000', ['5 text 32', '8 text 000']],
];

for (const [line, expected] of cases) {
  terms(`"${line}" is read in parts, each at its place`, () => {
    const { template } = parseTemplate(`[cluster c]\n${line}`, 't.txt');
    const [attribute] = attributesOf(sectionsOf(template)[0]!);

    const found = termsOf(attribute!).map(term => {
      const parts =
        term.is === 'mixture' ? term.pieces : 'text' in term ? [term.text] : 'name' in term ? [term.name] : [];
      const shown = parts.map(part => (typeof part === 'string' ? part : `<${part.parameter}>`));
      return [term.position.column, term.is, ...shown].join(' ');
    });

    assert.equal(found, expected);
  });
}

terms.run();
