/** Commands that decide what later ones work on: `az account set`, `az configure --defaults`, `az config set`. */

import { valueOfOption, valuesOf } from '../az-command.ts';
import type { Commands } from '../handler.ts';
import { hole, whyHole } from '../hole.ts';
import type { Site } from '../site.ts';

export const ACCOUNT_COMMANDS: Commands = {
  'account set': site => {
    const subscription =
      valueOfOption(site.command, '--subscription', '-s', '--name', '-n') ?? site.command.positional[0];
    if (subscription !== undefined) site.scope.defaults.set('subscription', subscription.text);
  },
  configure: site =>
    setDefaults(
      site,
      valuesOf(site.command, '--defaults', '-d').map(({ text }) => text),
    ),
  'config set': site =>
    setDefaults(
      site,
      site.command.positional.map(({ text }) => text.replace(/^defaults\./, '')),
    ),
};

function setDefaults(site: Site, settings: readonly string[]): void {
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const because = whyHole(setting);
    if (equals < 0 && because !== undefined) site.scope.defaults.set('group', hole(because));
    if (setting.slice(0, equals) !== 'group') continue;
    const group = setting.slice(equals + 1);
    if (group === '' || group === "''") site.scope.defaults.delete('group');
    else site.scope.defaults.set('group', group);
  }
}
