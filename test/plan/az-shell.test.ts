// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's own
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { principalOf } from '../../src/model/plan.ts';
import {
  ACCOUNT,
  done,
  GROUP,
  IDENTITY,
  noticesOf,
  planOf,
  problemsOf,
  readText,
  SUBSCRIPTION,
  VAULT,
} from './az-reading.ts';

const shell = suite('shell scripts');

/** What comes out as the name of a resource group, which may be any text. */
async function value(script: string, word = '"$X"', files = {}): Promise<string> {
  const [operation] = await done(`${script}\naz group create -n ${word}`, { files });
  const [does, id, said] = operation!;
  return does === 'put' ? id.slice(`${SUBSCRIPTION}/resourceGroups/`.length) : `? ${said as string}`;
}

const values: readonly (readonly [script: string, value: string, word?: string])[] = [
  ['X=a', 'a'],
  ['X="a$(true)b"', 'ab'],
  ["X='a b'", 'a b'],
  ['X=a; Y=$X-b; X=$Y', 'a-b'],
  ['export X=a', 'a'],
  ['readonly X="a"', 'a'],
  ['declare -r X=a', 'a'],
  ['X=a; X+=b', 'ab'],
  ['X=a', 'ab', '"${X}b"'],
  ['X=a', 'ab', "$X'b'"],
  ['true', 'b', '"${X:-b}"'],
  ['X=', 'b', '"${X:-b}"'],
  ['X=', 'c', '"${X-b}c"'],
  ['X=a', 'b', '"${X:+b}"'],
  ['X=A-B', 'a-b', '"${X,,}"'],
  ['X=a', 'A', '"${X^^}"'],
  ['X=/a/b/c', 'c', '"${X##*/}"'],
  ['X=/a/b/c', '/a/b', '"${X%/*}"'],
  ['X=/a/b/c', 'a/b/c', '"${X#*/}"'],
  ['X=abab', 'xbxb', '"${X//a/x}"'],
  ['X=(a b)', 'b', '"${X[1]}"'],
  ['X=$(echo a)', 'a'],
  ['X=`echo a`', 'a'],
  ['X=$(printf "%s-%s" a b)', 'a-b'],
  ['X=$(basename /a/b.sh .sh)', 'b'],
  ['X=$(dirname a/b)', 'a'],
  ["X=$(echo '\"a\"' | tr -d '\"')", 'a'],
  ['X=$(cat <<< a)', 'a'],
  ['cat > f <<EOF\na\nEOF\nX=$(cat f)', 'a'],
  ["cat > f <<'EOF'\n$a\nEOF\nX=$(< f)", '$a'],
  ['echo a > ./f; echo b >> f\nX=$(cat f | tr -d "\\n")', 'ab'],
  ['echo a | tee f > /dev/null\nX=$(cat f)', 'a'],
  ['X=$(cat beside)', 'beside'],
  ['f() { local X=$1; echo "$X-$2"; }; X=$(f a b)', 'a-b'],
  ['f() { X=a; }; f', 'a'],
  ['X=a; (X=b)', 'a'],
  ['X=a; f() { local X=b; }; f', 'a'],
  ['X=a; f() { local X; X=b; }; f', 'a'],
  ['X=a; (exit 0)', 'a'],
  ['X=a; { X=b; }', 'b'],
  ['for X in a b; do :; done', 'b'],
  ['X=a; unset X', '? $X is not set in this script'],
  ['true', '? $X is not set in this script'],
  ['true', '? $1 is an argument of the script, which is given when it runs', '"$1"'],
  ['X=$RANDOM', '? $RANDOM is only known when the script runs'],
  ['X=$(date +%s)', '? the output of date is not known before the script runs'],
  ['X=$(echo a | jq -r .b)', '? the output of jq is not known before the script runs'],
  ['X=${X:?}', '? $X is not set in this script'],
  ['X=$((1 + 2))', '? $((1 + 2)) is not worked out'],
  ['read -r X', '? $X is read when the script runs'],
  ['true', '? {a,b} is not worked out', '{a,b}'],
  ['if [ "$1" = prod ]; then X=a; else X=b; fi', '? $X is set where the `if` on line 1 decides whether it runs'],
  ['if [ "$1" = prod ]; then X=a; else X=a; fi', 'a'],
  ['X=a; [ -n "$1" ] && X=b', '? $X is set where it runs only if what stands before it on line 1 holds'],
  ['X=a; true || X=b', '? $X is set where it runs only if what stands before it on line 1 fails'],
  ['X=a; while true; do X=b; done', '? $X is set where it stands in a `while` on line 1'],
  ['case $1 in a) X=a;; *) X=b;; esac', '? $X is set where the `case` on line 1 decides whether it runs'],
  ['X=1; ((X++))', '? $X is worked out when the script runs'],
];
for (const [script, expected, word] of values) {
  shell(`${word ?? '"$X"'} after ${script.replaceAll('\n', '⏎')} is ${expected}`, async () => {
    assert.is(await value(script, word, { beside: 'beside\n' }), expected);
  });
}

const answers: readonly (readonly [query: string, value: string])[] = [
  ['az identity create -n u -g rg --query id -o tsv', IDENTITY],
  ['az identity show -n u -g rg --query principalId --output tsv', principalOf(IDENTITY)],
  [`az identity show --ids ${IDENTITY} --query "principalId" -otsv`, principalOf(IDENTITY)],
  ['az storage account show -n st -g rg --query id -o tsv', ACCOUNT],
  ['az storage account show -n st -g rg --query primaryEndpoints.blob -o tsv', 'https://st.blob.core.windows.net/'],
  ['az keyvault show -n kv -g rg --query properties.vaultUri -o tsv', 'https://kv.vault.azure.net/'],
  ['az keyvault show -n kv --query properties.vaultUri -o tsv', 'https://kv.vault.azure.net/'],
  ['az keyvault show -n kv --query id -o tsv', '? the resource group of kv is not said'],
  [
    'az monitor log-analytics workspace show -n law -g rg --query id -o tsv',
    `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law`,
  ],
  [
    'az networkcloud cluster show -n c -g rg --query identity.principalId -o tsv',
    principalOf(`${GROUP}/providers/Microsoft.NetworkCloud/clusters/c`),
  ],
  [
    'az vm identity assign -n vm -g rg --query systemAssignedIdentity -o tsv',
    principalOf(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`),
  ],
  [`az resource show --ids ${VAULT} --query id -o tsv`, VAULT],
  ['az group show -n rg --query id -o tsv', GROUP],
  ['az account show --query id -o tsv', SUBSCRIPTION.slice('/subscriptions/'.length)],
  ['az role definition list --name "My Role" --query "[0].id" -o tsv', 'role-named:My Role'],
  ['az identity show -n u -g rg --query principalId', '? `az identity show` prints JSON here; add --output tsv'],
  [
    'az identity show -n u -g rg --query tags.x -o tsv',
    '? the output of `az identity show` is not known before the script runs',
  ],
  ['az ad sp show --id x --query id -o tsv', '? the output of `az ad sp show` is not known before the script runs'],
  ['az identity show -n "$N" -g rg --query id -o tsv', '? $N is not set in this script'],
];
for (const [query, expected] of answers) {
  shell(`this is answered: ${query}`, async () => {
    const operations =
      await done(`X=$(${query})\naz role assignment create --role r --scope /s --assignee-object-id o --name "$X"
az identity federated-credential create -n f --identity-name u -g rg --issuer "$X"`);
    const body = operations.at(-1)![2] as { readonly properties: { readonly issuer: string | Record<string, string> } };
    const { issuer } = body.properties;

    assert.is(typeof issuer === 'string' ? issuer : `? ${issuer['midrift:unknown']}`, expected);
  });
}

shell('an identity can be named by its client id, which is no value itself', async () => {
  const operations = await done(`C=$(az identity show -n u -g rg --query clientId -o tsv)
az role assignment create --role r --scope ${VAULT} --assignee "$C"
az identity federated-credential create -n f --identity-name u -g rg --subject "$C"`);

  assert.equal(
    operations.map(([, , body]) => Object.values((body as { readonly properties: object }).properties)[0]),
    [principalOf(IDENTITY), { 'midrift:unknown': 'the client id of an identity is not in the plan' }],
  );
});

const PUT = ['put', GROUP];
const ways: readonly (readonly [script: string, done: readonly (readonly string[])[]])[] = [
  ['az group create -n rg && az group delete -n rg', [PUT, ['delete', GROUP]]],
  ['az group create -n rg || exit 1', [PUT]],
  [
    'az group show -n rg || az group create -n rg',
    [['doubt', GROUP, 'it runs only if what stands before it on line 1 fails']],
  ],
  [
    'az group show -n rg && az group create -n rg',
    [['doubt', GROUP, 'it runs only if what stands before it on line 1 holds']],
  ],
  ['! az group create -n rg', [PUT]],
  ['(az group create -n rg)', [PUT]],
  ['az group create -n rg | cat', [PUT]],
  ['sudo az group create -n rg', [PUT]],
  ['LANG=C env A=b az group create -n rg &', [PUT]],
  ['/usr/bin/az group create -n rg', [PUT]],
  ['if az group create -n rg; then :; fi', [PUT]],
  [
    'if ! az group show -n rg; then az group create -n rg; fi',
    [['doubt', GROUP, 'the `if` on line 1 decides whether it runs']],
  ],
  ['for g in rg; do az group create -n $g; done', [PUT]],
  [
    'for g in $GROUPS_; do az group create -n rg; done',
    [['doubt', GROUP, 'it is not known how often the `for` on line 1 runs it']],
  ],
  ['while read g; do az group create -n rg; done < f', [['doubt', GROUP, 'it stands in a `while` on line 1']]],
  ['make() { az group create -n "$1"; }\nmake rg', [PUT]],
  [
    'g=rg; until false; do az group create -n $g; g=other; done',
    [
      ['doubt', GROUP, 'it stands in a `while` on line 1'],
      ['doubt', SUBSCRIPTION, '$g is set where it stands in a `while` on line 1'],
    ],
  ],
  ['make() { az group create -n rg; }', []],
  ['run() { "$@"; }\nrun az group create -n rg', [PUT]],
  ['ARGS=(-n rg)\naz group create "${ARGS[@]}"', [PUT]],
  ['ARGS="-n rg"\naz group create $ARGS', [PUT]],
  ['exit 0\naz group create -n rg', []],
  ['[ -n "$X" ] || exit 1\naz group create -n rg', [PUT]],
  ['if [ -n "$X" ]; then exit 0; fi\naz group create -n rg', [['doubt', GROUP, 'the script may have ended on line 1']]],
  [
    'f() { if [ -n "$1" ]; then return 0; fi; az group create -n rg; }\nf a\naz group delete -n rg',
    [
      ['doubt', GROUP, 'the script may have ended on line 1'],
      ['delete', GROUP],
    ],
  ],
  [
    'for i in 1; do [ -n "$X" ] && continue; az group create -n rg; done',
    [['doubt', GROUP, 'the script may have ended on line 1']],
  ],
  ['echo rg | xargs az group delete -n', [['doubt', SUBSCRIPTION, '`xargs` runs `az` in a way that is not followed']]],
  ['bash -c "az group delete -n rg"', [['doubt', SUBSCRIPTION, '`bash` runs `az` in a way that is not followed']]],
  ['eval "$X"', [['doubt', SUBSCRIPTION, '`eval` runs what is put together when the script runs']]],
  ['"$CLI" group delete -n rg', [['doubt', SUBSCRIPTION, 'the command is not known ($CLI is not set in this script)']]],
  ['source ./lib.sh\nmake rg', [PUT]],
  [
    '. missing.sh',
    [
      [
        'doubt',
        SUBSCRIPTION,
        'a part of the script is not read: missing.sh cannot be read (missing.sh does not exist)',
      ],
    ],
  ],
  ['command -v az > /dev/null', []],
  ['IFS=,; X="a,rg"; for g in $X; do az group create -n $g; done', [['put', `${GROUP.slice(0, -2)}a`], PUT]],
  ["IFS=$'\\n'; X='r g'; for g in $X; do az group create -n $g; done", [['put', `${GROUP.slice(0, -2)}r g`]]],
  ['diff <(az group create -n rg) f', [PUT]],
  ['[[ -n $X && ! "$(az group create -n rg)" ]]', [PUT]],
  ['case $(az group create -n rg) in x) ;; esac', [PUT]],
  ['az.cmd group create -n rg', [PUT]],
  ['end() { az group delete -n rg; }; trap end EXIT; az group create -n rg; exit 1', [PUT, ['delete', GROUP]]],
  ["trap 'az group delete -n rg' ERR INT; az group create -n rg", [PUT]],
  ['alias del="az group delete"', [['doubt', SUBSCRIPTION, '`alias` runs `az` in a way that is not followed']]],
  ['./x.sh', [['doubt', SUBSCRIPTION, './x.sh runs, which is not read here; gate it as a plan of its own']]],
  ['sh lib/x.sh a', [['doubt', SUBSCRIPTION, 'lib/x.sh runs, which is not read here; gate it as a plan of its own']]],
  ['bash <<< "$X"', [['doubt', SUBSCRIPTION, '`bash` runs what it is given to read']]],
  ['sh -c "$X"', [['doubt', SUBSCRIPTION, '`sh` runs what is not known ($X is not set in this script)']]],
  ['python3 x.py', [['doubt', SUBSCRIPTION, 'x.py runs, which is not read here; gate it as a plan of its own']]],
  ['pwsh -Command "Remove-AzResource x"', [['doubt', SUBSCRIPTION, '`pwsh` runs a program that speaks of Azure']]],
  [
    'terraform -chdir=infra apply -auto-approve',
    [['doubt', SUBSCRIPTION, '`terraform` deploys what is not read here; gate its plan as one of its own']],
  ],
  ...['https://management.azure.com/x', '"$URL"', 'https://graph.microsoft.com/v1.0/groups/x'].map(
    url =>
      [
        `curl -X DELETE -H "Authorization: Bearer $T" ${url}`,
        [
          [
            'doubt',
            SUBSCRIPTION,
            '`curl` sends a request that changes Azure, which is not followed; write it as `az rest`',
          ],
        ],
      ] as const,
  ),
];
for (const [script, expected] of ways) {
  shell(`this is followed: ${script.replaceAll('\n', '⏎')}`, async () => {
    const files = { './lib.sh': 'make() { az group create -n "$1"; }\n' };
    const operations = await done(script, { files });

    assert.equal(
      operations.map(([does, id, said]) => (typeof said === 'string' ? [does, id, said] : [does, id])),
      expected,
    );
  });
}

shell('what stands in a sourced file has its place there', async () => {
  const { steps } = await planOf('source vars.sh', { files: { 'vars.sh': '#\n  az group create -n rg\n' } });

  assert.equal(steps[0]!.operations[0]!.locate(), { file: 'vars.sh', line: 2, column: 3 });
});

shell('the subscription and the group are those that the script has set', async () => {
  const other = '22222222-2222-4333-8444-555555555555';

  assert.equal(
    await done(`az account set -s ${other}
az configure --defaults group=rg2 location=eastus
az identity create -n u
az identity create -n u -g rg --subscription ${SUBSCRIPTION.slice(15)}
az config set defaults.group=rg
az identity create -n u`),
    [
      [
        'put',
        `/subscriptions/${other}/resourceGroups/rg2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u`,
        {},
      ],
      ['put', IDENTITY, {}],
      [
        'put',
        `/subscriptions/${other}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u`,
        {},
      ],
    ],
  );
});

shell('a subscription that is not known is the one that was passed, and that is said', async () => {
  const script = 'az account set --subscription "$SUB"\naz group create -n rg';

  assert.equal(
    {
      done: await done(script),
      notices: await noticesOf(script),
      without: await problemsOf(script, { deployment: {} }),
    },
    {
      done: [['put', GROUP, {}]],
      notices: [
        '2:1: the subscription is not known ($SUB is not set in this script); it is taken to be 11111111-2222-4333-8444-555555555555',
      ],
      without: [
        'site.sh:2:1: the subscription is not known ($SUB is not set in this script); pass --subscription with its id',
      ],
    },
  );
});

for (const program of ['make deploy', 'npm run deploy', 'docker run x', '/usr/bin/ssh host', 'npx x']) {
  const name = /\w+(?= )/.exec(program)![0];
  shell(`what \`${program}\` does is not known`, async () => {
    assert.equal(await done(program), [['doubt', SUBSCRIPTION, `\`${name}\` runs what is not read here`]]);
  });
}

for (const program of ['bash -c "make deploy"', 'sh -c "./deploy && echo done"']) {
  const name = program.split(' ')[0];
  shell(`what \`${program}\` does is not followed`, async () => {
    assert.equal(await done(program), [['doubt', SUBSCRIPTION, `\`${name}\` runs what is not followed`]]);
  });
}

shell('a program that nothing is known of is named', async () => {
  const script =
    'set -e\nmake --version | head -1\nnpm ci\ndocker build .\n./bin/frob --all\nfrobnicate "$X" | jq .\n/bin/ls';

  assert.equal(
    { done: (await done(script)).map(([does]) => does), notices: await noticesOf(script) },
    {
      done: ['doubt'],
      notices: [
        '5:1: ./bin/frob runs, which is not read here; gate it as a plan of its own: what it does to Azure is not known',
        '6:1: `frobnicate` is not known here, and is taken to change nothing in Azure',
      ],
    },
  );
});

shell('a default that the environment could change is said', async () => {
  assert.equal(await noticesOf('X=${X:-rg}\naz group create -n "$X"'), [
    '1:1: $X is taken to be its default: nothing in this script sets it',
  ]);
});

const broken: readonly (readonly [script: string, says: string])[] = [
  ['az group create -n "rg', 'site.sh:1:20: not a shell script that can be read: unterminated double quote'],
  ['echo\nif true; then az group create -n rg', 'site.sh:2:'],
  ['X=$(az group create -n "rg)', 'site.sh:1:'],
  ['f() { f; }\nf', 'site.sh:1:1: the function f calls itself without an end that can be seen'],
  [
    'for a in {1..9}; do :; done; f() { for i in 1 2 3 4 5 6 7 8 9 10; do "$@"; done; }; f f f f f az group create -n rg',
    'site.sh:1:',
  ],
];
for (const [script, says] of broken) {
  shell(`this cannot be read: ${script.slice(0, 60).replaceAll('\n', '⏎')}`, async () => {
    const [first = ''] = await problemsOf(script);

    assert.is(first.slice(0, says.length), says);
  });
}

shell('no text breaks the reader', async () => {
  const word = fc.constantFrom(
    ...[
      'az',
      'identity',
      'create',
      '-n',
      '--name',
      'x',
      '"$X"',
      '$(',
      ')',
      '`',
      '"',
      "'",
      '{',
      '}',
      '\n',
      ';',
      '&&',
      '||',
    ],
    ...[
      'if',
      'then',
      'fi',
      'for',
      'in',
      'do',
      'done',
      'X=',
      '<<EOF',
      'EOF',
      '\\',
      '<a b>',
      '@f',
      'rest',
      '--body',
      '${',
      '[[',
    ],
  );
  const script = fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 25 }).map(words => words.join(' '));
  const isAnswer = async (text: string) => {
    const read = await readText(text);
    return 'problems' in read || read.kind === 'az-script';
  };

  await fc.assert(fc.asyncProperty(script, isAnswer), { numRuns: 300 });
});

shell.run();
