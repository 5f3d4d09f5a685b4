/** Functions whose values nobody knows before a deployment, or that are not worked out here. */

import type { Json } from '../../../../model/estate.ts';
import { unknownValue } from '../../../../model/json.ts';
import { refused } from '../values.ts';
import type { Builtin, Builtins } from './builtin.ts';

const atDeployment: Builtin = (_, name) => unknownValue(`${name}() is known only when it is deployed`);
const notWorkedOut: Builtin = (_, name) => unknownValue(`${name}() is not worked out before a deployment`);

export const UNKNOWABLE: Builtins = {
  ...each(['newguid', 'utcnow', 'deployer', 'externalinput', 'externalinputs', 'getsecret'], atDeployment),
  ...each(['tologicalzone', 'tologicalzones', 'tophysicalzone', 'tophysicalzones', 'pickzones'], atDeployment),
  ...each(['datetimeadd', 'datetimefromepoch', 'datetimetoepoch'], notWorkedOut),
  ...each(['cidrhost', 'cidrsubnet', 'parsecidr', 'parseuri', 'builduri'], notWorkedOut),
  fail: () => refused('the template calls fail()'),
};

function each(names: readonly string[], builtin: Builtin): Builtins {
  return Object.fromEntries(names.map(name => [name, builtin]));
}

/** What a function is that no table has: `listKeys` and the like ask Azure for secrets. */
export function unheardOf(name: string): Json {
  return unknownValue(
    /^list\w/i.test(name)
      ? `${name}() is known only when it is deployed`
      : `the function ${name} is not known to midrift`,
  );
}
