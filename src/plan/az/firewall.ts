/** Address rules of storage accounts and vaults, as commands give them. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import { type Arg, valuesOf } from './az-command.ts';
import { Body } from './body.ts';
import { bodyValue, whyHole } from './hole.ts';
import type { Site, Target } from './site.ts';

const RULES = ['properties', 'networkAcls', 'ipRules'];

/** `network-rule add` and `remove`: one rule more or less than there are. */
export function changeRules(site: Site, target: Target, change: 'add' | 'remove'): void {
  const addresses = valuesOf(site.command, '--ip-address');
  if (addresses.length === 0) return;
  const at = addresses[0]!.at;
  const acls = (site.madeBody(target)?.properties as Row | undefined)?.networkAcls as Row | undefined;
  const before = acls === undefined ? undefined : (acls.ipRules ?? []);
  const body = new Body();
  if (!Array.isArray(before) || addresses.some(({ text }) => whyHole(text) !== undefined)) {
    const what = change === 'add' ? 'adds to' : 'takes from';
    body.set(
      RULES,
      unknownValue(`\`${site.name}\` ${what} the address rules, and what they are is not in the plan`),
      at,
    );
  } else {
    const named = new Set(addresses.map(({ text }) => text));
    const others = before.filter(rule => !named.has(String((rule as Row).value)));
    body.set(RULES, change === 'add' ? [...others, ...ipRules(addresses)] : others, at);
  }
  site.add({ does: 'patch', target, body });
}

/** Addresses as rules that let them in. */
export function ipRules(addresses: readonly Arg[]): Json[] {
  return addresses.map(({ text }) => ({ value: bodyValue(text) }));
}
