/** JSON that is given to a command, in the argument itself or in a file. */

import { whyUnknown } from '../../model/json.ts';
import { readJson } from '../../sources/json-text.ts';
import { keptBody } from '../kept-body.ts';
import { isRow } from '../row.ts';
import type { Arg, Placed } from './az-command.ts';
import { Body } from './body.ts';
import { fillHoles, isHole, quoteHoles, whyHole } from './hole.ts';
import type { Site } from './site.ts';

/** The value of an argument, or why it is not known. Says what is wrong where it is no JSON. */
export function jsonOf(arg: Arg, site: Site): Placed | { readonly because: string } {
  if (isHole(arg.text)) return { because: whyHole(arg.text)! };
  const read = readJson({ file: arg.from?.file ?? arg.at.file, text: quoteHoles(arg.text) });
  if ('problems' in read) {
    const [first] = read.problems;
    if (arg.from !== undefined) throw site.fail(first!.says, first);
    throw site.fail(first!.says, arg.at);
  }
  const locate: Placed['locate'] = arg.from === undefined ? () => arg.at : path => read.locate(path);
  return { value: fillHoles(read.value), locate };
}

/** A resource as an argument gives it, whole or its properties alone; or why it is not known. */
export function bodyIn(arg: Arg, site: Site, part?: 'properties'): Body | { readonly because: string } {
  const read = jsonOf(arg, site);
  const because = 'because' in read ? read.because : whyUnknown(read.value);
  if (because !== undefined) return { because };
  const { value, locate } = read as Placed;
  if (!isRow(value)) throw site.fail('what is sent is no object; write it as {"properties": …}', arg.at);
  const whole = part === undefined ? value : { [part]: value };
  return Body.of(keptBody(whole), path => locate(part === undefined ? path : path.slice(1)));
}
