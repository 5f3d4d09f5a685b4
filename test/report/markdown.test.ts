/** The summary of a job on GitHub. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { markdown } from '../../src/report/markdown.ts';
import { block, code, plain } from '../../src/report/markdown-text.ts';
import { mermaid } from '../../src/report/mermaid.ts';
import { matchesFile } from './golden.ts';
import { HEALTHY, HOSTILE, large, NOTHING, RICH } from './result.ts';

const summary = suite('markdown report');

const drawn = (result: Result): string => [...markdown(result)].join('');

for (const [name, result] of Object.entries({ rich: RICH, hostile: HOSTILE, healthy: HEALTHY, nothing: NOTHING })) {
  summary(`the ${name} result reads as in its file`, () => matchesFile(drawn(result), `${name}-markdown.txt`));
}

summary('no name becomes markup, a link, a picture or an element', () => {
  // What is shown as code is not read as Markdown.
  const text = drawn(HOSTILE)
    .replace(/^(`{3,}).*?^\1$/gms, '')
    .replace(/(`+)[^`].*?\1(?!`)/g, '');
  const own = /<\/?details>|<\/?summary>/g;

  assert.equal(text.replace(own, '').match(/<|\]\(|(?<!\*)\*\*bold|https?:\/\/|`/g), null);
});

const texts: readonly (readonly [string, string])[] = [
  ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
  ['![a](b)', '&#33;&#91;a&#93;(b)'],
  ['https://evil.example www.evil.example', 'https&#58;//evil.example www&#46;evil.example'],
  ['a | b', 'a &#124; b'],
  ['::error::a::b', '&#58;&#58;error::a::b'],
  ['$x$ @you #1', '&#36;x&#36; &#64;you &#35;1'],
];

for (const [from, to] of texts) {
  summary(`${from} is text in Markdown`, () => assert.is(plain(from), to));
}

summary('no row of backticks ends a piece of code', () => {
  assert.equal([code('a`b'), code('`'), block('sh', 'a\n```\nb')], ['``a`b``', '`` ` ``', '````sh\na\n```\nb\n````']);
});

summary('what does not fit into a mebibyte is cut, the least severe first, and counted', () => {
  const text = drawn(large(20_000));
  const [, left] = /\*\*Cut:\*\* (\d+) more findings do not fit/.exec(text) ?? [];
  const kept = text.match(/^#### /gm)?.length ?? 0;

  assert.equal(
    [Buffer.byteLength(text) <= 1024 * 1024, kept + Number(left), text.includes('#### Note')],
    [true, 20_001, false],
  );
});

summary('the drawing shows only ways to what is broken or not known', () => {
  assert.is(mermaid(HEALTHY.wiring), undefined);
});

summary('a drawing that nobody could take in is cut, and the rest counted', () => {
  const many = Array.from({ length: 100 }, () => RICH.wiring[0]!);

  assert.equal(mermaid(many)?.left, 85);
});

const READ_LATE: readonly (readonly [string, string])[] = [
  ['ﬂ°°60¶ß', 'ﬂ#8203;#176;#176;60#182;ß'],
  ['a\\nb', 'a#92;#8203;nb'],
  ['$$x$$', '#36;#8203;#36;x#36;#8203;#36;'],
  ['fa:fa-user', 'fa#58;#8203;fa-user'],
];

for (const [name, label] of READ_LATE) {
  summary(`${name} is neither a code, an end of line, a formula nor an icon in the drawing`, () => {
    const [wiring] = RICH.wiring;
    const nodes = wiring!.nodes.map(node => ({ ...node, name }));

    assert.match(mermaid([{ ...wiring!, nodes }])!.text, `["${label}"]`);
  });
}

summary('a name ends no label of the drawing', () => {
  const labels = mermaid(HOSTILE.wiring)?.text.match(/\["(.*?)"\]/g) ?? [];

  assert.equal(
    labels.filter(label => /["<>`;&*_{}|[\]]/.test(label.slice(2, -2).replaceAll('<br/>', '').replace(/#\d+;/g, ''))),
    [],
  );
});

summary.run();
