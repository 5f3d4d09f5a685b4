/** `az group`, `az resource` and `az monitor log-analytics workspace`. */

import { unknownValue } from '../../../model/json.ts';
import { RESOURCE_GROUP, SPELLED } from '../../../model/resource-types.ts';
import { type Arg, switchOf, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { whyHole } from '../hole.ts';
import { bodyIn } from '../input.ts';
import type { Site, Target } from '../site.ts';
import { genericValue } from './generic-update.ts';

const OF_WORKSPACE = { name: ['--workspace-name', '--name', '-n'] };

export const RESOURCE_COMMANDS: Commands = {
  'group create': site => site.add({ does: 'put', target: group(site), isNew: true }),
  'group delete': site => site.add({ does: 'delete', target: group(site) }),
  'group update': () => {},
  'monitor log-analytics workspace create': site =>
    site.add({ does: 'put', target: site.target(SPELLED.workspace, OF_WORKSPACE), isNew: true }),
  'monitor log-analytics workspace update': () => {},
  'monitor log-analytics workspace delete': site => {
    for (const target of site.targets(SPELLED.workspace, OF_WORKSPACE)) site.add({ does: 'delete', target });
  },
  'resource create': site => send(site, 'put'),
  'resource patch': site => send(site, 'patch'),
  'resource update': update,
  'resource delete': site => {
    for (const target of named(site)) site.add({ does: 'delete', target });
  },
};

function group(site: Site): Target {
  const name = valueOfOption(site.command, '--name', '-n', '--resource-group', '-g') ?? site.group();
  if (name === undefined) throw site.fail(`\`${site.name}\` says no --name; add it`);
  const subscription = `/subscriptions/${site.subscription()}`;
  const because = whyHole(name.text);
  return because === undefined
    ? { type: RESOURCE_GROUP, id: `${subscription}/resourceGroups/${name.text}` }
    : { type: RESOURCE_GROUP, within: subscription, because };
}

/** The resources that the command names by id, or by type, name and group. */
function named(site: Site): Target[] {
  const ids = valuesOf(site.command, '--ids', '--id');
  if (ids.length > 0) return ids.map(id => site.targetOfId(id, undefined));
  const name = valueOfOption(site.command, '--name', '-n');
  const type = valueOfOption(site.command, '--resource-type');
  if (name === undefined || type === undefined)
    throw site.fail(`\`${site.name}\` says neither --ids nor --name and --resource-type; add them`);
  const namespace = valueOfOption(site.command, '--namespace');
  const parent = valueOfOption(site.command, '--parent');
  const path = [namespace?.text, parent?.text, type.text].filter(part => part !== undefined && part !== '').join('/');
  const because = whyHole(path);
  if (because !== undefined) return [{ type: '*', within: `/subscriptions/${site.subscription()}`, because }];
  return [fullType(site, name, path)];
}

/** The types and names of an id stand by turns where the type is one of a child and the names are given apart. */
function fullType(site: Site, name: Arg, path: string): Target {
  const target = site.resource(path, name, site.group());
  return 'id' in target ? site.targetOfId({ ...name, text: target.id }, undefined) : target;
}

function send(site: Site, does: 'put' | 'patch'): void {
  const given = valueOfOption(site.command, '--properties', '-p');
  const isFull = switchOf(site.command, '--is-full-object')?.value === true;
  const body = given === undefined ? new Body() : bodyIn(given, site, isFull ? undefined : 'properties');
  const version = valueOfOption(site.command, '--api-version')?.text;
  const known = version === undefined || whyHole(version) !== undefined ? {} : { apiVersion: version };
  for (const target of named(site)) {
    if ('because' in body) site.add({ does: 'doubt', target, because: body.because, atMost: 'write' });
    else site.add({ does, target, body, ...known });
  }
}

/** `--set properties.a.b=value` of the resource itself; `--add` and `--remove` go by what is there. */
function update(site: Site): void {
  const sets = valuesOf(site.command, '--set');
  const others = [...valuesOf(site.command, '--add').slice(0, 1), ...valuesOf(site.command, '--remove').slice(0, 1)];
  const body = new Body();
  const unclear: Arg[] = [...others];
  for (const arg of sets) {
    const [, path, text] = /^([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*)=([\s\S]*)$/.exec(arg.text) ?? [];
    if (path === undefined || text === undefined) unclear.push(arg);
    else {
      const because = whyHole(text);
      const value = because === undefined ? genericValue(text) : unknownValue(because);
      body.set(path.split('.'), value, arg.at);
    }
  }
  for (const target of named(site)) {
    if (unclear.length > 0) {
      const because = `\`${site.name}\` changes a part that only shows in the resource as it is`;
      site.notice(because, unclear[0]!.at);
      site.add({ does: 'doubt', target, because, atMost: 'write' });
    } else if (sets.length > 0) site.add({ does: 'patch', target, body });
  }
}
