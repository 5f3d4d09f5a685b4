// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of the template language
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Fact, isUnknown } from '../../../src/model/fact.ts';
import { type Reading, readNodes, type TemplateNode } from '../../../src/sources/cyclecloud/nodes.ts';
import { parseParameters } from '../../../src/sources/cyclecloud/parameters.ts';
import { parseTemplate } from '../../../src/sources/cyclecloud/parse-template.ts';
import { printProblem } from '../../../src/sources/problem.ts';
import { fixture } from './fixture.ts';

const nodes = suite('the nodes of a template');

function read(text: string, parameters?: string) {
  const given = parameters === undefined ? null : parseParameters(parameters, 'p.json').parameters;
  return readNodes(parseTemplate(text, 't.txt').template, given);
}

function shown(fact: Fact<string | boolean>): string {
  return isUnknown(fact) ? `? ${fact.because}` : String(fact);
}

/** `value @file:line:column (where it comes from)`, and what sets it. */
function lines({ values, set }: Reading): string[] {
  const each = values.map(({ value, at, from }) => `${shown(value)} @${at.file}:${at.line}:${at.column} (${from})`);
  return [
    ...each,
    set === null ? 'not set' : `${set.at.line}:${set.at.column} ${set.through.join(' < ')} (${set.from})`,
  ];
}

function identities(text: string, parameters?: string): string[][] {
  return read(text, parameters).nodes.map(node => [node.name, ...lines(node.identities)]);
}

const GPU = 'resourceGroups/farm/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gpu';
const NODES =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/farm/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes';

nodes('every node has the identities that it inherits, with the parameter file and without', () => {
  const text = fixture('render-farm.txt');
  const parameters = fixture('render-farm.parameters.json');

  assert.equal(
    [identities(text), identities(text, parameters)],
    [
      [
        ['head', '12:24 head < defaults (default value)'],
        ['base', '12:24 base < defaults (default value)'],
        ['cpu', '12:24 cpu < defaults (default value)'],
        [
          'gpu',
          '? the parameter Subscription is neither declared in the template nor given by a parameter file @t.txt:53:42 (template)',
          '53:24 gpu (default value)',
        ],
      ],
      [
        ['head', `${NODES} @p.json:3:22 (parameter file)`, '12:24 head < defaults (parameter file)'],
        ['base', `${NODES} @p.json:3:22 (parameter file)`, '12:24 base < defaults (parameter file)'],
        ['cpu', `${NODES} @p.json:3:22 (parameter file)`, '12:24 cpu < defaults (parameter file)'],
        [
          'gpu',
          `${NODES} @p.json:3:22 (parameter file)`,
          `/subscriptions/11111111-2222-3333-4444-555555555555/${GPU} @t.txt:53:42 (parameter file)`,
          '53:24 gpu (parameter file)',
        ],
      ],
    ],
  );
});

nodes('a node has its account, locker, default identity and tags from wherever they are set', () => {
  const { nodes, problems } = read(fixture('render-farm.txt'), fixture('render-farm.parameters.json'));
  const summary = (node: TemplateNode) => ({
    name: `${node.cluster}/${node.kind} ${node.name} @${node.at.line}:${node.at.column}`,
    abstract: shown(node.abstract),
    credentials: lines(node.credentials),
    locker: lines(node.locker),
    defaultIdentity: lines(node.defaultIdentity),
    tags: isUnknown(node.tags)
      ? node.tags.because
      : node.tags.map(({ name, value, at }) => `${name}=${shown(value)} @${at.file}:${at.line}:${at.column}`),
  });
  const credentials = (name: string) => [
    'studio @p.json:2:18 (parameter file)',
    `11:19 ${name} < defaults (parameter file)`,
  ];
  const defaultIdentity = (name: string) => [
    `${NODES} @p.json:3:22 (parameter file)`,
    `19:38 ${name} < defaults (parameter file)`,
  ];
  const record = ['Cost Center=4711 @p.json:5:32', 'owner=studio @p.json:5:47'];

  assert.equal(
    [nodes.map(summary), problems],
    [
      [
        {
          name: 'Render Farm/node head @28:5',
          abstract: 'false',
          credentials: credentials('head'),
          locker: ['farm-locker @t.txt:30:14 (template)', '30:14 head (template)'],
          defaultIdentity: defaultIdentity('head'),
          tags: [...record, 'team=render @t.txt:15:17'],
        },
        {
          name: 'Render Farm/node base @43:5',
          abstract: 'true',
          credentials: credentials('base'),
          locker: ['not set'],
          defaultIdentity: defaultIdentity('base'),
          tags: [record[0], 'Team=batch, nightly @t.txt:45:17', record[1]],
        },
        {
          name: 'Render Farm/nodearray cpu @47:5',
          abstract: 'false',
          credentials: credentials('cpu'),
          locker: ['not set'],
          defaultIdentity: defaultIdentity('cpu'),
          tags: [record[0], 'Team=batch, nightly @t.txt:45:17', record[1]],
        },
        {
          name: 'Render Farm/nodearray gpu @51:5',
          abstract: 'false',
          credentials: credentials('gpu'),
          locker: ['not set'],
          defaultIdentity: defaultIdentity('gpu'),
          tags: [record[0], 'Team=batch, nightly @t.txt:45:17', record[1]],
        },
      ],
      [],
    ],
  );
});

nodes('of several that a node extends the later wins, and defaults come last wherever they are named', () => {
  const text = [
    '[cluster c]',
    '[[node defaults]]',
    'Azure.Identities = d',
    'Locker = d',
    '[[node a]]',
    'Azure.Identities = a',
    '[[node b]]',
    'Extends = A',
    'Locker = b',
    '[[node c]]',
    'Azure.Identities = c',
    '[[nodearray n]]',
    'Extends = c, b, Defaults',
  ].join('\n');
  const n = read(text).nodes.find(({ name }) => name === 'n')!;

  assert.equal(
    [lines(n.identities), lines(n.locker)],
    [
      ['a @t.txt:6:20 (template)', '6:20 n < b < a (template)'],
      ['b @t.txt:9:10 (template)', '9:10 n < b (template)'],
    ],
  );
});

nodes('a configuration counts whole, by its section and by its name', () => {
  const text = [
    '[cluster c]',
    '[[node defaults]]',
    '[[[configuration]]]',
    'cluster.identities.default = a',
    '[[node n]]',
    '[[[configuration Cluster.Identities]]]',
    'Default = b',
    '[[node m]]',
    '[[[configuration]]]',
    'cluster.identities.default = c',
    '[[[configuration cluster]]]',
    'identities.default = d',
  ].join('\n');

  assert.equal(
    read(text).nodes.map(node => lines(node.defaultIdentity)),
    [
      ['b @t.txt:7:11 (template)', '7:11 n (template)'],
      ['d @t.txt:12:22 (template)', '12:22 m (template)'],
    ],
  );
});

nodes('of an attribute that a section has twice the later counts, in whatever case', () => {
  const text = '[cluster c]\n[[node n]]\nAzure.Identities = a\nazure.IDENTITIES = b\n';

  assert.equal(identities(text), [['n', 'b @t.txt:4:20 (template)', '4:20 n (template)']]);
});

nodes('an identity list is cut at its commas, wherever it stands', () => {
  const text = '[cluster c]\n[[node n]]\nAzure.Identities = x, $P, "y, z"\n';

  assert.equal(identities(text, '{"p": ["a, b", null, "", "c"]}'), [
    [
      'n',
      'x @t.txt:3:20 (template)',
      'a @p.json:1:8 (parameter file)',
      'b @p.json:1:8 (parameter file)',
      'c @p.json:1:26 (parameter file)',
      'y @t.txt:3:27 (template)',
      'z @t.txt:3:27 (template)',
      '3:20 n (template)',
    ],
  ]);
});

const unknowns: [string, string, string | undefined, string][] = [
  ['an expression', '${a ? b : c}', undefined, 'only CycleCloud can evaluate the expression ${a ? b : c}'],
  [
    'a parameter without a value',
    '$P',
    undefined,
    'the parameter P has no DefaultValue, and no parameter file is known',
  ],
  [
    'a parameter that the file leaves out',
    '$P',
    '{}',
    'the parameter P has no DefaultValue, and p.json does not set it',
  ],
  ['a muted parameter', '$Muted', '{"Muted": "x"}', 'the parameter Muted is Disabled, which mutes its value'],
  ['a default that is an expression', '$E', undefined, 'the DefaultValue of the parameter E is an expression'],
  ['the name of the cluster', 'x/${ClusterName}', undefined, 'ClusterName is known only once the cluster is created'],
  ['a list within a text', 'x/${L}', '{"L": ["a", "b"]}', 'the parameter L is not one text'],
  ['a record', '$R', '{"R": {"a": "b"}}', 'Azure.Identities is a record where text is expected'],
];

for (const [what, value, parameters, because] of unknowns) {
  nodes(`${what} leaves the identities unknown, with the reason`, () => {
    const text = [
      '[cluster c]',
      '[[node n]]',
      `Azure.Identities = ${value}`,
      '[parameter P]',
      '[parameter Muted]',
      'Disabled = P',
      '[parameter E]',
      'DefaultValue = ${x}',
    ].join('\n');

    const [n] = read(text, parameters).nodes;

    assert.equal(
      n!.identities.values.map(({ value }) => shown(value)),
      [`? ${because}`],
    );
  });
}

nodes('what a node extends and is not known may hide its identities', () => {
  const text = [
    '[cluster c]',
    'ParentName = other',
    '[[node defaults]]',
    'Azure.Identities = d',
    '[[node n]]',
    'Extends = $Base',
    '[[node m]]',
    '[[node o]]',
    'Extends = $Base',
    'Azure.Identities = o',
  ].join('\n');
  const because = 'the parameter Base is neither declared in the template nor given by a parameter file';

  assert.equal(
    read(text).nodes.map(node => [...lines(node.identities), ...lines(node.locker)]),
    [
      [
        `? what n extends is not known: ${because} @t.txt:5:1 (template)`,
        'not set',
        `? what n extends is not known: ${because} @t.txt:5:1 (template)`,
        'not set',
      ],
      [
        'd @t.txt:4:20 (template)',
        '4:20 m < defaults (template)',
        "? the cluster c has a ParentName, and it is not documented what its nodes have of the parent's @t.txt:7:1 (template)",
        'not set',
      ],
      [
        'o @t.txt:10:20 (template)',
        '10:20 o (template)',
        `? what o extends is not known: ${because} @t.txt:8:1 (template)`,
        'not set',
      ],
    ],
  );
});

nodes('a cycle is said once, and a node that does not exist with those that do', () => {
  const text = [
    '[cluster c]',
    '[[node a]]',
    'Extends = b',
    '[[node b]]',
    'Extends = x, a',
    '[[node d]]',
    'Extends = d',
  ].join('\n');

  assert.equal(read(text).problems.map(printProblem), [
    't.txt:5:11: the cluster has no node "x" to extend; its nodes are a, b, d',
    't.txt:3:11: "a" extends itself: a extends b extends a; take one of these out of "Extends"',
    't.txt:7:11: "d" extends itself: d extends d; take one of these out of "Extends"',
  ]);
});

nodes('tags that come from an unknown record are unknown', () => {
  const text = '[cluster c]\n[[node n]]\nTags = $T\ntags.a = b\n[parameter T]\nDefaultValue := []';
  const tagsOf = (parameters: string) => {
    const { tags } = read(text, parameters).nodes[0]!;
    return isUnknown(tags) ? tags.because : tags.map(({ name, value }) => `${name}=${shown(value)}`);
  };

  assert.equal(
    [tagsOf('{}'), tagsOf('{"T": "a=b"}'), tagsOf('{"T": {"A": 1, "x": [1]}}')],
    [['a=b'], 'Tags is not a record of tags', ['a=b', 'x=? x of the parameter T is not one text']],
  );
});

nodes('wide and deep inheritance is read to its end', () => {
  const chain = Array.from(
    { length: 300 },
    (_, index) => `[[node n${index}]]\nExtends = n${index + 1}, n${index + 1}\n`,
  );
  const text = `[cluster c]\n${chain.join('')}[[node n300]]\nAzure.Identities = x`;

  assert.is(read(text).nodes[0]!.identities.set!.through.length, 301);
});

nodes('whatever a template and its parameters hold, its nodes are read', () => {
  const line = fc.constantFrom(
    '[cluster c]',
    '[[node defaults]]',
    '[[node a]]',
    '[[nodearray b]]',
    '[[[configuration cluster]]]',
    '[parameter P]',
    'Extends = a, b, $P, defaults',
    'Extends = $P',
    'Azure.Identities = $P, ${P}x, ${',
    'identities.default := {P, "',
    'DefaultValue = $P',
    'DefaultValue := {"a", "b"}',
    'Tags = $P',
    'tags.x = $P',
    'Abstract = $P',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), fc.json({ maxDepth: 2 }), (text, json) => {
      assert.type(read(text.join('\n'), `{"P": ${json}}`).nodes.length, 'number');
    }),
    { numRuns: 1000 },
  );
});

nodes.run();
