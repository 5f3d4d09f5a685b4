/** Each system in the page: its wiring drawn, what failed, what is not known, and what passed. */

import type { Finding } from '../../model/finding.ts';
import { systemAnchor } from '../anchor.ts';
import { alike, KINDS, ordered, SHARED } from '../groups.ts';
import { count, name, sentence } from '../printable.ts';
import { tags } from './badge.ts';
import { drawing } from './drawing.ts';
import { findingItem } from './finding.ts';
import { html, type Markup, print } from './markup.ts';
import { type CountedGroup, isQuiet, type Page } from './page.ts';

/** A browser opens a page of this many findings within seconds. */
const MOST_FINDINGS = 20_000;
const MOST_DRAWINGS = 300;
const MOST_QUIET = 1000;
/** So many systems have what passed listed: it would be most of the page. */
const MOST_PASSES = 300;

/** The sections of all systems, in small chunks. */
export function* systemSections(page: Page): Generator<string> {
  let drawings = MOST_DRAWINGS;
  let room = MOST_FINDINGS;
  let quiet = MOST_QUIET;
  let left = 0;
  for (const [index, group] of page.groups.entries()) {
    if (isQuiet(group)) {
      quiet -= 1;
      if (quiet < 0) continue;
    }
    const wiring = group.system === undefined ? undefined : page.wiring.get(group.system.id);
    const drawn = wiring === undefined ? 'none' : drawings > 0 ? 'drawn' : 'cut';
    yield* section(page, group, index, { drawn, room, hasPasses: index < MOST_PASSES });
    if (wiring !== undefined) drawings -= 1;
    const listed = alike(ordered(group.findings)).length;
    left += Math.max(0, listed - room);
    room = Math.max(0, room - listed);
  }
  if (page.groups.length > MOST_PASSES)
    yield print(
      html`<p class="cut">What passed is listed for the first ${MOST_PASSES} systems: the JSON report has it for all.</p>`,
    );
  if (quiet < 0)
    yield print(html`<p class="cut">${count(-quiet, 'more system')} without failures and unknowns are not shown.</p>`);
  if (left > 0)
    yield print(html`<p class="cut">${count(left, 'more finding')} are not shown: the JSON report has them all.</p>`);
}

/** How much of a system is shown. */
type Extent = {
  readonly drawn: 'none' | 'drawn' | 'cut';
  /** How many findings there is room for. */
  readonly room: number;
  readonly hasPasses: boolean;
};

function* section(
  page: Page,
  group: CountedGroup,
  index: number,
  { drawn, room, hasPasses }: Extent,
): Generator<string> {
  const { system, findings, numbers } = group;
  const id = system === undefined ? 'shared' : systemAnchor(system.id);
  yield `<section class="system" id="${id}" aria-labelledby="${id}-name">`;
  yield print(html`<header>
    <h3 id=${`${id}-name`}><bdi>${system === undefined ? SHARED : nameOf(system.name)}</bdi></h3>
    <p>${system !== undefined && html`<span class="kind">${KINDS[system.kind]}</span> `}${tags(numbers)}</p>
    ${system !== undefined && html`<p class="id">${name(system.id, 1000)}</p>`}
  </header>`);
  const picture =
    drawn === 'drawn'
      ? drawing(page.wiring.get(system!.id)!, id, nameOf(system!.name), page.titles)
      : drawn === 'cut' &&
        html`<p class="cut">Only the first ${MOST_DRAWINGS} systems are drawn; the JSON report has the wiring of all.</p>`;
  const quiet = hasPasses && passes(page, findings);
  if (isQuiet(group)) {
    yield print(folded(group, picture, quiet));
  } else {
    if (picture) yield print(picture);
    yield '<div class="findings">';
    for (const [finding, ...others] of alike(ordered(findings)).slice(0, room))
      yield print(findingItem(page, finding, others, index));
    yield '</div>';
    if (group.numbers.pass + group.numbers.notApplicable > 0) yield print(folded(group, false, quiet));
  }
  yield '</section>';
}

function folded(group: CountedGroup, picture: Markup | false, quiet: Markup | false): Markup {
  if (!picture && !quiet) return html`<p class="quiet">${quietly(group)}</p>` as Markup;
  return html`<details class="quiet"><summary>${quietly(group)}</summary>${picture}${quiet}</details>` as Markup;
}

function nameOf(text: string): string {
  return text === '' ? '(no name)' : name(text);
}

function quietly({ numbers: { pass, notApplicable } }: CountedGroup): string {
  if (pass + notApplicable === 0) return 'Nothing was judged';
  return `${pass} passed, ${notApplicable} not applicable`;
}

/** A line for each rule, verdict and reason, with the subjects that it is about. */
function passes(page: Page, findings: readonly Finding[]): Markup | false {
  const quiet = findings.filter(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable');
  if (quiet.length === 0) return false;
  const lines = Map.groupBy(quiet, ({ rule, verdict, because }) => `${verdict}\n${rule}\n${because}`);
  return html`<ul class="passes">
    ${[...lines.values()].map(line => {
      const [{ rule, requirement, verdict, because }] = line as [Finding, ...Finding[]];
      const word = verdict === 'pass' ? 'passed' : 'not applicable';
      return html`<li>
        <b>${word}</b> ${name(requirement)} ${name(rule)}: ${sayNames(line)}${because !== undefined && ` – ${sentence(because)}`}
        ${page.requirements.has(requirement) && html`<span class="says">${sentence(page.requirements.get(requirement)!.says)}</span>`}
      </li>`;
    })}
  </ul>`;
}

const MOST_NAMES = 12;

function sayNames(findings: readonly Finding[]): string {
  const names = findings.slice(0, MOST_NAMES).map(({ subject }) => name(subject.name));
  const rest = findings.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
