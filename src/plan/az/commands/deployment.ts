/** `az deployment` and `az stack`: what they deploy is in a template, which is a plan of its own. */

import { valueOfOption } from '../az-command.ts';
import type { Commands } from '../handler.ts';
import { whyHole } from '../hole.ts';
import type { Site } from '../site.ts';

type Level = 'group' | 'sub' | 'mg' | 'tenant';

export const DEPLOYMENT_COMMANDS: Commands = {
  ...Object.fromEntries(
    (['group', 'sub', 'mg', 'tenant'] as const).flatMap(level => [
      [`deployment ${level} create`, (site: Site) => deploy(site, level)],
      [`stack ${level} create`, (site: Site) => deploy(site, level)],
      [`stack ${level} delete`, (site: Site) => deploy(site, level)],
      [`deployment ${level} delete`, () => {}],
      [`deployment ${level} cancel`, () => {}],
    ]),
  ),
  'deployment create': site => deploy(site, 'sub'),
  'group deployment create': site => deploy(site, 'group'),
};

function deploy(site: Site, level: Level): void {
  const template = valueOfOption(
    site.command,
    '--template-file',
    '-f',
    '--template-uri',
    '-u',
    '--template-spec',
    '-s',
  );
  const name =
    template === undefined || whyHole(template.text) !== undefined
      ? 'its template'
      : template.text.replace(/\?.*$/s, '');
  const because = `\`${site.name}\` deploys ${name}, which is not read here; gate it as a plan of its own`;
  site.notice(because);
  // Only an incremental deployment deletes nothing.
  const mode = valueOfOption(site.command, '--mode')?.text.toLowerCase() ?? 'incremental';
  const isIncremental = site.command.name.includes('deployment') && mode === 'incremental';
  site.add({
    does: 'doubt',
    target: { type: '*', within: within(site, level), because },
    because,
    ...(isIncremental ? { atMost: 'write' } : {}),
  });
}

function within(site: Site, level: Level): string {
  if (level === 'tenant') return '/';
  if (level === 'mg') {
    const group =
      valueOfOption(site.command, '--management-group-id', '-m')?.text ?? site.azure.context.deployment.managementGroup;
    const isKnown = group !== undefined && whyHole(group) === undefined;
    return isKnown ? `/providers/Microsoft.Management/managementGroups/${group}` : '/';
  }
  const subscription = `/subscriptions/${site.subscription()}`;
  const group = level === 'group' ? site.group()?.text : undefined;
  return group === undefined || whyHole(group) !== undefined ? subscription : `${subscription}/resourceGroups/${group}`;
}
