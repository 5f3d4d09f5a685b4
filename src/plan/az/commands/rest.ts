/** `az rest`: a request to Azure Resource Manager in the script's own words. */

import { ROLE_ASSIGNMENT } from '../../../model/resource-types.ts';
import { isRow } from '../../row.ts';
import { type Arg, valueOfOption } from '../az-command.ts';
import type { Commands } from '../handler.ts';
import { hole, whyHole } from '../hole.ts';
import { bodyIn } from '../input.ts';
import { knownScope, type Site, type Target } from '../site.ts';
import { typeOfId } from '../type-of-id.ts';

export const REST_COMMANDS: Commands = { rest: request };

function request(site: Site): void {
  const method = (valueOfOption(site.command, '--method', '-m')?.text ?? 'GET').toUpperCase();
  const url = valueOfOption(site.command, '--url', '--uri', '-u');
  if (url === undefined) throw site.fail('`az rest` says no --url; add it');
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  // What is added to the directory takes nothing away.
  if (method !== 'POST' && url.text.toLowerCase().startsWith(site.azure.context.cloud.microsoftGraph)) {
    const because = '`az rest` changes the directory, which is not followed';
    site.notice(because, url.at);
    site.add({ does: 'doubt', target: { type: ROLE_ASSIGNMENT, within: '/', because }, because });
    return;
  }
  const asked = askedOf(url, site);
  if (asked === undefined) return;
  const { target, apiVersion } = asked;
  if (whyHole(method) !== undefined) {
    site.add({ does: 'doubt', target, because: whyHole(method)! });
    return;
  }
  if (/^microsoft\.resources\/(?:deployments|deploymentstacks)$/i.test(target.type)) {
    deployment(site, target);
    return;
  }
  if (method === 'POST' && MANY.test(url.text)) {
    const because = 'this request moves or changes several resources at once, which is not followed';
    site.notice(because, url.at);
    site.add({ does: 'doubt', target: { type: '*', within: '/', because }, because });
    return;
  }
  if (method === 'POST') {
    site.notice('a POST is an action, which is taken to leave the settings of the resource as they are', url.at);
    return;
  }
  const version = apiVersion === undefined ? {} : { apiVersion };
  if (method === 'DELETE') {
    site.add({ does: 'delete', target, ...version });
    return;
  }
  if (method !== 'PUT' && method !== 'PATCH')
    throw site.fail(`"${method}" is no method of Azure Resource Manager`, site.command.at);
  send(site, method === 'PUT' ? 'put' : 'patch', target, version);
}

/** Actions that do to resources what the URL does not say. */
const MANY = /\/(?:moveResources|batch)\/?(?:\?|$)/i;

function send(site: Site, does: 'put' | 'patch', target: Target, version: { readonly apiVersion?: string }): void {
  const given = valueOfOption(site.command, '--body', '-b');
  if (given === undefined) {
    site.add({ does, target, ...version });
    return;
  }
  const body = bodyIn(given, site);
  if ('because' in body) site.add({ does: 'doubt', target, because: body.because, atMost: 'write' });
  else {
    const { identity } = body.json;
    if (isRow(identity) && Array.isArray(identity.userAssignedIdentities))
      throw site.fail('"userAssignedIdentities" is a list; it takes an object whose keys are ids', given.at);
    site.add({ does, target, body, ...version });
  }
}

function deployment(site: Site, target: Target): void {
  const because = '`az rest` starts a deployment, whose template is not read here; gate it as a plan of its own';
  site.notice(because);
  const within = 'id' in target ? target.id.replace(/\/providers\/[^/]+\/[^/]+\/[^/]+$/, '') || '/' : target.within;
  site.add({ does: 'doubt', target: { type: '*', within, because }, because });
}

/** The resource of a URL and the version of the API; `undefined` for requests to anything but Resource Manager. */
function askedOf(url: Arg, site: Site): { readonly target: Target; readonly apiVersion?: string } | undefined {
  const manager = site.azure.context.cloud.resourceManager;
  let text = url.text;
  if (text.toLowerCase().startsWith(manager.toLowerCase())) text = text.slice(manager.length);
  else if (/^https?:/i.test(text)) {
    site.notice('this request goes to another service than Azure Resource Manager, and is not followed', url.at);
    return undefined;
  }
  const [path = '', query = ''] = text.split(/\?(.*)/s);
  const version = /(?:^|&)api-version=([^&]+)/i.exec(query)?.[1];
  const apiVersion = version === undefined || whyHole(version) !== undefined ? {} : { apiVersion: version };
  const whole = (path.startsWith('/') || whyHole(path) !== undefined ? path : `/${path}`)
    .replace(/\/+$/, '')
    .replace(/\/{2,}/g, '/')
    .replaceAll(/\{subscriptionId\}/gi, () => site.subscription())
    .replaceAll(/\{([\w ]+)\}/g, (_, name: string) => hole(`the placeholder {${name}} is still in it`));
  const because = whyHole(whole);
  if (because !== undefined)
    return { target: { type: typeWithHoles(whole), within: knownScope(whole), because }, ...apiVersion };
  const type = typeOfId(whole);
  if (type !== undefined) return { target: { type, id: whole }, ...apiVersion };
  // An action has a word more than a resource's id.
  const owner = whole.slice(0, whole.lastIndexOf('/'));
  return { target: { type: typeOfId(owner) ?? '*', id: owner === '' ? '/' : owner }, ...apiVersion };
}

/** The type that an id of unknown names ends in, where the types themselves are known. */
function typeWithHoles(id: string): string {
  return typeOfId(id.replaceAll(/\uE000[^\uE001]*\uE001/g, 'x')) ?? '*';
}
