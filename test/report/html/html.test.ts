/** The page, in a real browser. */

import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../../src/model/finding.ts';
import { findingAnchor } from '../../../src/report/anchor.ts';
import { DRIFTED, HOSTILE_DRIFTED, UNDRIFTED } from '../drifted.ts';
import { GATED, UNTOUCHED } from '../gated.ts';
import { HEALTHY, HOSTILE, large, NOTHING, RICH } from '../result.ts';
import { HOSTILE_REVIEWED, REVIEWED } from '../reviewed.ts';
import { type Desk, desk } from './browser.ts';

const page = suite('html report');

const RESULTS: { readonly [name: string]: Result } = {
  rich: RICH,
  reviewed: REVIEWED,
  hostile: HOSTILE_REVIEWED,
  drifted: DRIFTED,
  gated: GATED,
  'hostile drifted': HOSTILE_DRIFTED,
  healthy: HEALTHY,
  nothing: NOTHING,
};
const VIEWPORTS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;
const [FIRST] = RICH.findings;
const ANCHOR = findingAnchor(FIRST!.rule, FIRST!.subject.id);

let at: Desk;

page.before(async () => {
  at = await desk();
});

page.after(() => at.close());

/** The titles of the findings that are to be seen. */
function shown(open: Page): Promise<string[]> {
  return open.locator('.finding:visible h4').allInnerTexts();
}

/** Waits until the filters have done their work. */
async function status(open: Page, says: RegExp): Promise<string> {
  const output = open.locator('#filters output');
  await output.filter({ hasText: says }).waitFor();
  return (await output.textContent()) ?? '';
}

for (const [name, result] of Object.entries(RESULTS)) {
  page(
    `the ${name} page runs no foreign script, asks nothing of any network and says nothing on the console`,
    async () => {
      const { page: open, noise } = await at.open(result);
      await open.locator('details').evaluateAll(all => {
        for (const each of all) (each as HTMLDetailsElement).open = true;
      });

      assert.equal([noise, await open.locator('script, iframe, img, link, object, embed').count()], [[], 1]);
    },
  );

  page(`every link inside the ${name} page leads somewhere, and no place has two names alike`, async () => {
    const { page: open } = await at.open(result);
    const faults = await open.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      const hrefs = [...document.querySelectorAll('a')].map(link => link.getAttribute('href')!);
      const dead = hrefs.filter(href => href.startsWith('#') && !ids.includes(href.slice(1)));
      const strange = hrefs.filter(href => !/^(?:#|https:\/\/(?:learn\.microsoft|portal\.azure)\.com\/)/.test(href));
      return [...dead, ...strange, ...ids.filter((id, index) => ids.indexOf(id) !== index)];
    });

    assert.equal(faults, []);
  });

  page(`the ${name} page is as wide as the desktop or phone that shows it`, async () => {
    const { page: open } = await at.open(result);
    await mkdir('out/screenshots', { recursive: true });
    const widths = [];
    for (const viewport of VIEWPORTS) {
      await open.setViewportSize(viewport);
      await open.screenshot({ path: `out/screenshots/${name}-${viewport.width}.png` });
      widths.push(await open.evaluate(() => document.documentElement.scrollWidth));
    }

    assert.equal(
      widths,
      VIEWPORTS.map(({ width }) => width),
    );
  });

  page(`axe finds nothing in the ${name} page, light or dark`, async () => {
    const { page: open } = await at.open(result);
    const faults = [];
    await open.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await open.emulateMedia({ colorScheme });
      const found = await open.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
          resultTypes: ['violations'],
        });
        return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`);
      });
      faults.push(...found.map(each => `${colorScheme}: ${each}`));
    }

    assert.equal(faults, []);
  });
}

page('every hostile name is shown as text', async () => {
  const { page: open } = await at.open(HOSTILE);
  const text = (await open.locator('body').textContent()) ?? '';

  assert.equal(
    [
      '<script>alert(1)</script>',
      '[click](https://evil.example)',
      '\\u001b[31mred',
      'admin\\u202egnp.exe',
      '👩‍👩‍👧‍👧',
    ].filter(each => !text.includes(each)),
    [],
  );
});

page('nothing but its own script and style gets in', async () => {
  const { page: open } = await at.open(RICH);
  const refused = await open.evaluate(async () => {
    const all: string[] = [];
    const second = new Promise<void>(resolve => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (all.push(effectiveDirective) === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    const picture = document.createElement('img');
    picture.src = 'https://evil.example/picture.png';
    document.body.append(picture);
    await Promise.race([second, new Promise(resolve => setTimeout(resolve, 3000))]);
    return [...all.sort(), document.title];
  });

  assert.equal(refused, ['img-src', 'script-src-elem', 'midrift, 2026-10-02']);
});

page(
  'changes since the approval are drawn, listed with both sides and who made them, and lead to each other',
  async () => {
    const { page: open } = await at.open(DRIFTED);
    const drift = open.locator('#drift');
    const items = await drift.locator('.changes > li').allInnerTexts();
    const targets = await drift
      .locator('svg a')
      .evaluateAll(all => [...new Set(all.map(each => each.getAttribute('href')))]);

    assert.equal(
      [
        items.map(text => text.replaceAll(/\s+/g, ' ')),
        targets,
        await drift.locator('.changes a').first().getAttribute('href'),
        await drift.locator('svg .sign .word').allTextContents(),
      ],
      [
        [
          '1. ≠ altered secret archive of cluster-one error Key vault of the secret archive still uses access policies Approved kv-one as sub/rg/id-one Now kv-two as sub/rg/id-one Changed by kim@example.org on 2026-10-31 14:05 UTC with Azure Portal · midrift.lock.yaml:12:5 · nexus › sub/rg/cluster-one › uses › secret archive',
          '2. ≠ opened default action of kv-other Approved Deny Now Allow By whom is not known · midrift.lock.yaml:40:5 · vaults › sub/rg/kv-other › default action',
        ],
        ['#change-1'],
        `#${findingAnchor(DRIFTED.findings[0]!.rule, DRIFTED.findings[0]!.subject.id)}`,
        ['altered', 'no more', 'new', 'no more', 'new', 'not known'],
      ],
    );
  },
);

page('each side of what changed can be looked at alone, without scripts', async () => {
  const { page: open } = await at.open(DRIFTED, { javaScriptEnabled: false });
  // A level line has no height, by which a browser would be asked whether it is visible.
  const seen = () =>
    open
      .locator('.drifted svg :is(.box, .link)')
      .evaluateAll(all =>
        ['box', 'link'].map(
          kind => all.filter(each => each.classList.contains(kind) && getComputedStyle(each).display !== 'none').length,
        ),
      );
  const both = await seen();
  await open.locator('#drift .views input[value=approved]').check();
  const approved = await seen();
  await open.locator('#drift .views input[value=now]').check();

  assert.equal(
    [both, approved, await seen()],
    [
      [8, 7],
      [6, 5],
      [6, 5],
    ],
  );
});

page('the diff has a line for each side of each change', async () => {
  const { page: open } = await at.open(DRIFTED);
  await open.locator('#drift details summary').last().click();

  assert.equal(((await open.locator('.diff').textContent()) ?? '').trim().split('\n'), [
    '@@ midrift.lock.yaml:12:5 nexus > sub/rg/cluster-one > uses',
    '- secret archive: kv-one as sub/rg/id-one',
    '+ secret archive: kv-two as sub/rg/id-one',
    '@@ midrift.lock.yaml:40:5 vaults > sub/rg/kv-other',
    '- default action: Deny',
    '+ default action: Allow',
  ]);
});

page('on paper both sides of what changed are drawn, whichever was looked at', async () => {
  const { page: open } = await at.open(DRIFTED);
  await open.locator('#drift .views input[value=now]').check();
  await open.emulateMedia({ media: 'print' });

  assert.equal(
    [
      await open.locator('#drift svg .box').filter({ visible: true }).count(),
      await open.locator('.views').filter({ visible: true }).count(),
    ],
    [8, 0],
  );
});

page('a wiring that is as approved is said to be, and what could not be compared beside it', async () => {
  const sums = [];
  for (const result of [UNDRIFTED, DRIFTED]) {
    const { page: open } = await at.open(result);
    sums.push(await open.locator('#drift > p').first().textContent());
  }

  assert.equal(sums, [
    'Nothing that could be compared has changed. 43 facts are as approved in midrift.lock.yaml.',
    '2 changes. 40 facts are as approved in midrift.lock.yaml; 3 facts could not be compared.',
  ]);
});

page('without scripts everything is there but the filters and the copy buttons', async () => {
  const { page: open } = await at.open(RICH, { javaScriptEnabled: false });

  assert.equal(
    [
      (await shown(open)).length,
      await open.locator('#filters, .copy').filter({ visible: true }).count(),
      await open.locator('.wiring svg').first().isVisible(),
      await open.locator('h1').textContent(),
    ],
    [6, 0, true, '1 of 4 systems has broken wiring'],
  );
});

const narrowed: readonly (readonly [string, (open: Page) => Promise<unknown>, string, number])[] = [
  ['level', open => open.uncheck('[name=level][value=error]'), '2 of 6 findings', 2],
  ['verdict', open => open.uncheck('[name=verdict][value=fail]'), '1 of 6 findings', 1],
  ['system', open => open.selectOption('[name=system]', { label: 'Shared by several systems' }), '1 of 6 findings', 1],
  ['requirement', open => open.selectOption('[name=requirement]', 'NX-KV-3'), '2 of 6 findings', 2],
  ['subscription', open => open.selectOption('[name=subscription]', '0'), 'All 6 findings', 6],
  ['search, in any order and case', open => open.fill('[name=search]', 'POLICIES kv-one'), '1 of 6 findings', 1],
  ['search for what was seen', open => open.fill('[name=search]', 'locked down'), '1 of 6 findings', 1],
  ['search for nothing that is there', open => open.fill('[name=search]', 'nowhere'), '0 of 6 findings', 0],
];

for (const [by, narrow, says, number] of narrowed) {
  page(`findings are narrowed down by ${by}`, async () => {
    const { page: open } = await at.open(RICH);
    await narrow(open);
    const said = await status(open, new RegExp(`^${says}`));

    assert.equal([said, (await shown(open)).length], [says, number]);
  });
}

page('systems without a finding that fits are put away, and come back', async () => {
  const { page: open } = await at.open(RICH);
  const systems = () => open.locator('.system:visible h3').allInnerTexts();
  await open.selectOption('[name=requirement]', 'NX-LA-3');
  await status(open, /^1 of/);
  const few = await systems();
  await open.click('#filters [type=reset]');
  await status(open, /^All/);

  assert.equal(
    [few, await systems()],
    [['cluster-one'], ['cluster-one', 'cluster-three', 'cluster-two', 'cc-server', 'Shared by several systems']],
  );
});

page('a deep link shows its finding, even one that a filter hides', async () => {
  const { page: open } = await at.open(RICH, undefined, `#${ANCHOR}`);
  const target = open.locator(`#${ANCHOR}`);
  const before = await target.evaluate(each => each.getBoundingClientRect().top < innerHeight);
  await open.uncheck('[name=level][value=error]');
  await target.waitFor({ state: 'hidden' });
  await open.locator('.sign').first().click();
  await open.evaluate(anchor => {
    location.hash = '';
    location.hash = anchor;
  }, ANCHOR);
  await status(open, /^All/);

  assert.equal([before, await target.isVisible()], [true, true]);
});

page('a reason why something is not known is said once, with all that it leaves open', async () => {
  const unknown = RICH.findings.find(({ verdict }) => verdict === 'unknown')!;
  const [rule] = RICH.rules;
  const other = { ...unknown, rule: rule!.id, level: 'note' as const };
  const { page: open } = await at.open({ ...RICH, findings: [unknown, other] });

  assert.equal(
    (await open.locator('#unknown .doubts').first().locator('> li').allInnerTexts()).map(each =>
      each.split(/\s*\n\s*/),
    ),
    [
      [
        'Not known, because networkAcls.bypass of kv-one is absent while its defaultAction is Deny.',
        'unknown · error Firewall of the vault keeps trusted services out? cluster-one secret archive',
        'unknown · note Key vault of the secret archive still uses access policies? cluster-one secret archive',
      ],
    ],
  );
});

page('nothing in a page without errors is drawn like one', async () => {
  const { page: open } = await at.open(HEALTHY);

  assert.equal(
    [
      await open.locator('.tile.broken').count(),
      await status(open, /finding/),
      await open.locator('.tag.works').first().textContent(),
    ],
    [0, 'No findings', '1 passed'],
  );
});

page('what a link leads to does not lie behind the bar that stays on top', async () => {
  const clear = [];
  for (const viewport of [...VIEWPORTS, { width: 800, height: 900 }]) {
    const { page: open } = await at.open(large(100), { viewport });
    await open.locator('.self').nth(40).click();
    await open.waitForFunction(() => document.querySelector(':target'));
    const edges = await open.evaluate(() =>
      ['#filters', ':target'].map(each => document.querySelector(each)!.getBoundingClientRect()),
    );
    clear.push(edges[0]!.bottom <= edges[1]!.top && edges[1]!.bottom > 0);
  }

  assert.equal(clear, [true, true, true]);
});

page('the plan says what is not known as a question, and numbers what comes first', async () => {
  const { page: open } = await at.open(GATED);
  const plan = open.locator('#plan');

  assert.equal(
    [
      await plan.locator('li:has(.tag.unknown)').allInnerTexts(),
      await plan.locator('ol').evaluate(list => getComputedStyle(list.querySelector('li')!).listStyleType),
      await open.locator('.incomplete').textContent(),
    ],
    [
      [
        'unknown · error Firewall of the vault keeps trusted services out?: cluster-one secret archive midrift.yaml:12:5',
      ],
      'decimal',
      'This result is incomplete: 1 check could not be decided, and 1 part of the plan could not be judged at all.',
    ],
  );
});

page('a plan of which only a part could not be judged is said to be incomplete', async () => {
  const { page: open } = await at.open({ ...UNTOUCHED, plan: GATED.plan! });

  assert.is(
    await open.locator('.incomplete').textContent(),
    'This result is incomplete: 1 part of the plan could not be judged at all.',
  );
});

page('a waiver is set apart from the subject that it is about', async () => {
  const { page: open } = await at.open(REVIEWED);

  assert.match(
    (await open.locator('#decisions li', { hasText: 'waived' }).textContent()) ?? '',
    'cluster-one secret archive. The vault is replaced in winter.',
  );
});

page('of thousands of systems, what passed is listed for the first ones, and said to be', async () => {
  const [one] = HEALTHY.systems;
  const [pass] = HEALTHY.findings;
  const systems = Array.from({ length: 302 }, (_, index) => ({ ...one!, id: `${one!.id}-${index}` }));
  const findings = systems.map(({ id }) => ({ ...pass!, subject: { ...pass!.subject, id, system: id } }));
  const { page: open } = await at.open({ ...HEALTHY, systems, findings, wiring: [] });

  assert.equal(
    [
      await open.locator('.passes').count(),
      await open.locator('p.quiet').allTextContents(),
      await open.locator('#systems > .cut').allTextContents(),
    ],
    [
      300,
      ['1 passed, 0 not applicable', '1 passed, 0 not applicable'],
      ['What passed is listed for the first 300 systems: the JSON report has it for all.'],
    ],
  );
});

page('a link to one of many alike unknowns unfolds the list of them', async () => {
  const [unknown] = RICH.findings.filter(({ verdict }) => verdict === 'unknown');
  const two = ['a', 'b'].map(each => ({
    ...unknown!,
    subject: { ...unknown!.subject, id: `${unknown!.subject.id}${each}` },
  }));
  const { page: open } = await at.open(
    { ...RICH, findings: two },
    undefined,
    `#${findingAnchor(two[1]!.rule, two[1]!.subject.id)}`,
  );

  assert.ok(await open.locator(':target').isVisible());
});

page('the copy button takes the whole command', async () => {
  const { page: open } = await at.open(RICH, { permissions: ['clipboard-read', 'clipboard-write'] });
  const button = open.locator('.copy').first();
  await button.click();
  await button.filter({ hasText: 'Copied' }).waitFor();

  assert.is(await open.evaluate(() => navigator.clipboard.readText()), FIRST!.fix!.az);
});

page('on paper the evidence is unfolded, and what only works on a screen is gone', async () => {
  const { page: open } = await at.open(RICH);
  await open.emulateMedia({ media: 'print' });

  assert.equal(
    [
      await open.locator('.seen li').first().isVisible(),
      await open.locator('#filters, .copy, nav').filter({ visible: true }).count(),
    ],
    [true, 0],
  );
});

page('ten thousand findings open, are searched and come back', async () => {
  const { page: open } = await at.open(large(10_000));
  await open.fill('[name=search]', 'law-one analyticsWorkspaceId');
  const some = await status(open, /^\d+ of/);
  await open.click('#filters [type=reset]');

  assert.equal([some, await status(open, /^All/)], ['2500 of 10001 findings', 'All 10001 findings']);
});

page.run();
